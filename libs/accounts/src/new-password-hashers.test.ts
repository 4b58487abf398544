import { expect, test } from '@jest/globals';
import { createPasswordHasher } from '@gatehouse/hashing';
import { newPasswordHashersOnDemand } from './index.ts';

const cheap = { ARGON2_MEMORY_KIB: 8, ARGON2_PASSES: 1, ARGON2_LANES: 1 };
const verifier = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });
const options = {
  remote: { resolve: () => Promise.reject(new Error('not asked')) } as never,
  onFailure: () => undefined,
  logger: { warn: () => undefined, error: () => undefined },
};

test('a hash of a new password is one that whoever verifies knows', async () => {
  const hashers = newPasswordHashersOnDemand({ ...cheap, PASSWORD_PEPPERS: null }, options);
  const { hash, ...others } = await hashers.current();
  expect(others).toEqual({});
  expect(await verifier.verify('correct horse', await hash('correct horse'))).toBe(true);
});

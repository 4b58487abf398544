import { expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
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

test('a hash that would have to wait for longer than its request has time left is refused', async () => {
  const { hash } = await newPasswordHashersOnDemand({ ...cheap, PASSWORD_PEPPERS: null }, options).current();
  const others = [hash('correct horse'), hash('battery staple')];
  await expect(withBudget(0, () => hash('too late'))).rejects.toMatchObject({ code: 'too_many_attempts' });
  await Promise.all(others);
});

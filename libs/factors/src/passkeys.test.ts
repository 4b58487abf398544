import { expect, test } from '@jest/globals';
import { NO_FACTORS, type Factors, type Passkey } from './factors.ts';
import { PASSKEYS_PER_ACCOUNT, withoutPasskey, withPasskey, withUsedPasskey } from './passkeys.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const passkey = (number: number): Passkey => ({
  id: `id-${number}`,
  name: `Key ${number}`,
  credentialId: `credential-${number}`,
  publicKey: 'key',
  counter: 3,
  transports: ['usb'],
  synced: false,
  createdAt: now,
  lastUsedAt: null,
});
const having = (count: number): Factors => ({
  ...NO_FACTORS,
  passkeys: Array.from({ length: count }, (_, number) => passkey(number)),
});

test('a passkey is added behind those that are there, up to twenty', () => {
  expect(withPasskey(having(1), passkey(1))).toEqual(having(2));
  expect(PASSKEYS_PER_ACCOUNT).toBe(20);
  expect(withPasskey(having(19), passkey(19))).toEqual(having(20));
  expect(withPasskey(having(20), passkey(20))).toBe('limit_reached');
});

test('a credential that is known is not added again, also when there are twenty', () => {
  expect(withPasskey(having(2), { ...passkey(7), credentialId: 'credential-1' })).toBe('already_enrolled');
  expect(withPasskey(having(20), { ...passkey(21), credentialId: 'credential-1' })).toBe('already_enrolled');
});

test('a passkey is removed by our id, and by nothing else', () => {
  expect(withoutPasskey(having(2), 'id-1')).toEqual(having(1));
  expect(withoutPasskey(having(2), 'credential-1')).toBeNull();
});

test('a use moves the counter and the time of the one passkey', () => {
  const [first, second] = having(2).passkeys;
  const used = withUsedPasskey(having(2), { id: 'id-1', counter: 9, now });
  expect(used).toEqual({ ...NO_FACTORS, passkeys: [first, { ...second, counter: 9, lastUsedAt: now }] });
});

import { expect, test } from '@jest/globals';
import type { Reference } from '@gatehouse/config';
import { addKey, generateKey, serializePrivateKeySet } from '@gatehouse/jwt';
import { createKeyProvider } from './keys.ts';

const inPlace = (variable: string, text: string): Reference => ({
  from: 'in-place',
  variable,
  reveal: () => text,
});
const asked: string[] = [];
const refuse = (name: string): Promise<never> => (asked.push(name), Promise.reject(new Error('away')));
const options = { remote: { ssm: refuse, secretsManager: refuse }, onFailure: () => undefined };

test('a key set signs with its first key and publishes the public half', async () => {
  const key = await generateKey('ES256');
  const set = serializePrivateKeySet(addKey({ keys: [] }, key, new Date(0)));
  const keySet = inPlace('JWT_PRIVATE_KEYS', set);
  const keys = createKeyProvider({ JWT_PRIVATE_KEYS: keySet, SECRET_KEY: null }, options);
  const { published } = await keys.current();
  expect(published.keys).toMatchObject([{ kid: key.kid }]);
  expect(JSON.stringify(published)).not.toContain(key.d);
});

test('a shared secret publishes nothing', async () => {
  const secret = inPlace('SECRET_KEY', 'k9#Vq2!xT7@mLw4$zR8^bN1&cF6*hJ3(yP');
  const keys = createKeyProvider({ JWT_PRIVATE_KEYS: null, SECRET_KEY: secret }, options);
  expect((await keys.current()).published).toEqual({ keys: [] });
});

test.each(['garbage', '{"keys":[]}', '{"keys":[{"kty":"EC","d":"garbage"}]}'])(
  'keys that cannot be used are told by name and rule, and never shown: %s',
  async (text) => {
    const given = { JWT_PRIVATE_KEYS: inPlace('JWT_PRIVATE_KEYS', text), SECRET_KEY: null };
    const refused = createKeyProvider(given, options).current();
    await expect(refused).rejects.toThrow(/^JWT_PRIVATE_KEYS \(in place\): keys?_\w+: ./);
    await expect(refused).rejects.not.toThrow('garbage');
  },
);

test('a weak secret is told by its rule too', async () => {
  const given = { JWT_PRIVATE_KEYS: null, SECRET_KEY: inPlace('SECRET_KEY', 'too short') };
  await expect(createKeyProvider(given, options).current()).rejects.toThrow(/^SECRET_KEY .*: secret_weak: ./);
});

test('keys elsewhere are not asked for before their first use', async () => {
  const elsewhere: Reference = { from: 'ssm', variable: 'JWT_PRIVATE_KEYS', path: '/keys' };
  const keys = createKeyProvider({ JWT_PRIVATE_KEYS: elsewhere, SECRET_KEY: null }, options);
  expect(asked).toEqual([]);
  await expect(keys.current()).rejects.toThrow('JWT_PRIVATE_KEYS');
});

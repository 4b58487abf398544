// Passkeys by an authenticator in software: what verifies, and what does not.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { codeOf } from '@gatehouse/errors/testing';
import fc from 'fast-check';
import { newChallenge } from '../challenge.ts';
import { accountIdOf, challengeOf } from '../client-data.ts';
import type { NewCredential } from '../credentials.ts';
import {
  createSoftwareAuthenticator,
  FLAGS,
  type AuthenticatorOptions,
  type Damage,
} from '../testing/index.ts';
import { creationOptions, requestOptions } from '../options.ts';
import { verifyAssertion, verifyCreation } from './index.ts';

const ORIGIN = 'https://app.example.com';
const PARTY = { id: 'example.com', origins: ['https://example.com', ORIGIN] };
const ADA = { id: '6f1c2a0e-8b0c-4f53', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };

const enrolledWith = async (options: Partial<AuthenticatorOptions> = {}, damage: Damage = {}) => {
  const authenticator = createSoftwareAuthenticator({ origin: ORIGIN, ...options });
  const challenge = newChallenge(randomBytes);
  const asked = creationOptions(PARTY, { challenge, account: ADA, passkeys: [] });
  const credential = authenticator.create(asked, damage);
  return {
    authenticator,
    challenge,
    credential,
    verify: () => verifyCreation(PARTY, { credential, challenge }),
  };
};

interface Use {
  readonly damage?: Damage;
  readonly accountId?: string;
  readonly requireUserVerification?: boolean;
  readonly passkey?: Partial<NewCredential>;
}

/** Makes a passkey and uses it once. */
const used = async (
  options: Partial<AuthenticatorOptions> = {},
  { damage = {}, accountId = ADA.id, requireUserVerification = true, passkey: others = {} }: Use = {},
) => {
  const { authenticator, verify } = await enrolledWith(options);
  const passkey = { ...(await verify()), ...others };
  const challenge = newChallenge(randomBytes);
  const asked = requestOptions(PARTY, { challenge, passkeys: [] });
  const credential = authenticator.get(asked, damage);
  return verifyAssertion(PARTY, { credential, challenge, accountId, passkey, requireUserVerification });
};

describe('a new passkey', () => {
  test.each(['ES256', 'EdDSA', 'RS256'] as const)('of %s verifies, and so do its uses', async (algorithm) => {
    const { verify, credential, challenge } = await enrolledWith({ algorithm });
    expect(challengeOf(credential)).toBe(challenge);
    expect(await verify()).toEqual({
      credentialId: credential.id,
      publicKey: expect.stringMatching(/^[\w-]+$/),
      counter: 0,
      transports: ['usb'],
      synced: false,
    });
    expect(await used({ algorithm })).toEqual({ counter: 1 });
  });

  test('may be synced, may attest itself, and need not know its user', async () => {
    expect(await (await enrolledWith({ synced: true })).verify()).toMatchObject({ synced: true, counter: 0 });
    expect(await codeOf((await enrolledWith({ attestsItself: true })).verify())).toBeUndefined();
    expect(await codeOf((await enrolledWith({ verifiesUser: false })).verify())).toBeUndefined();
  });

  test.each<[why: string, damage: Damage]>([
    ['of a page that is not ours', { origin: 'https://example.com.evil.example' }],
    ['of a page below ours that is not listed', { origin: 'https://other.example.com' }],
    ['of another host', { rpId: 'evil.example' }],
    ['of another challenge', { challenge: newChallenge(randomBytes) }],
    ['that is the use of one', { type: 'webauthn.get' }],
    ['made in a frame of another page', { clientData: { crossOrigin: true } }],
    ['without anyone present', { flipFlags: FLAGS.present }],
    ['that is synced and may not be', { flipFlags: FLAGS.synced }],
    ['without its key', { flipFlags: FLAGS.attested }],
    ['with an attestation of another format', { format: 'fido-u2f' }],
    ['with a certificate', { format: 'packed', statement: new Map([['x5c', 'one']]) }],
    ['with a statement of none', { statement: new Map([['sig', 'one']]) }],
    ['that attests itself by another signature', { format: 'packed', statement: new Map<string, never>([]) }],
  ])('%s does not verify', async (_why, damage) => {
    expect(await codeOf((await enrolledWith({}, damage)).verify())).toBe('invalid_credentials');
  });

  test('is kept under the id that its authenticator gives it', async () => {
    const { credential, challenge } = await enrolledWith();
    const other = { ...credential, id: 'AAEC', rawId: 'AAEC' };
    expect(await codeOf(verifyCreation(PARTY, { credential: other, challenge }))).toBe('invalid_credentials');
  });

  test('keeps of its transports what has the form of one', async () => {
    const { credential, challenge } = await enrolledWith();
    const transports = ['usb', 'usb', 'smart-card', '<b>', 'x'.repeat(33), 'NFC'];
    const told = { ...credential, response: { ...credential.response, transports } };
    const { transports: kept } = await verifyCreation(PARTY, { credential: told, challenge });
    expect(kept).toEqual(['usb', 'smart-card']);
  });
});

describe('the use of a passkey', () => {
  test('names its account', async () => {
    const { authenticator } = await enrolledWith();
    const credential = authenticator.get({ challenge: 'AAEC', rpId: PARTY.id });
    expect(accountIdOf(credential)).toBe(ADA.id);
    for (const userHandle of [undefined, null, '', 'w6Q', Buffer.from('a'.repeat(65)).toString('base64url')])
      expect(
        accountIdOf({ ...credential, response: { ...credential.response, userHandle } as never }),
      ).toBeNull();
  });

  test('counts, and a synced one does not', async () => {
    expect(await used()).toEqual({ counter: 1 });
    expect(await used({ synced: true })).toEqual({ counter: 0 });
  });

  test('verifies without a known user where that is not required', async () => {
    expect(await used({ verifiesUser: false }, { requireUserVerification: false })).toEqual({ counter: 1 });
    expect(await codeOf(used({ verifiesUser: false }))).toBe('invalid_credentials');
  });

  test('need not name the account', async () => {
    expect(await used({}, { damage: { userHandle: '' } })).toEqual({ counter: 1 });
  });

  test.each<[why: string, use: Use]>([
    ['of a page that is not ours', { damage: { origin: 'https://evil.example' } }],
    ['of another host', { damage: { rpId: 'evil.example' } }],
    ['of another challenge', { damage: { challenge: newChallenge(randomBytes) } }],
    ['that is a creation', { damage: { type: 'webauthn.create' } }],
    ['asked for in a frame of another page', { damage: { clientData: { crossOrigin: true } } }],
    ['named as one in a frame', { damage: { clientData: { topOrigin: 'https://evil.example' } } }],
    ['without anyone present', { damage: { flipFlags: FLAGS.present } }],
    ['of one that is suddenly syncable', { damage: { flipFlags: FLAGS.syncable } }],
    ['of another account', { accountId: 'another' }],
    ['that names another account', { damage: { userHandle: 'b3RoZXI' } }],
    ['of another passkey', { passkey: { credentialId: 'AAEC' } }],
    ['of one that may be synced, as it is kept', { passkey: { synced: true } }],
  ])('%s does not verify', async (_why, use) => {
    expect(await codeOf(used({}, use))).toBe('invalid_credentials');
  });

  test('by another key does not verify', async () => {
    const { publicKey } = await (await enrolledWith()).verify();
    expect(await codeOf(used({}, { passkey: { publicKey } }))).toBe('invalid_credentials');
  });
});

test('whatever a credential holds, it verifies or is refused with one code', async () => {
  const { authenticator, verify, credential: created, challenge } = await enrolledWith();
  const passkey = await verify();
  const asserted = authenticator.get({ challenge, rpId: PARTY.id });
  const damaged = (text: string) =>
    fc.oneof(
      fc
        .tuple(fc.nat(text.length), fc.constantFrom('', 'A', '_', '%'))
        .map(([at, by]) => text.slice(0, at) + by + text.slice(at + 1)),
      fc.base64String({ maxLength: 200 }),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
  const { response } = asserted;
  await fc.assert(
    fc.asyncProperty(
      damaged(created.response.attestationObject),
      damaged(response.clientDataJSON),
      damaged(response.authenticatorData),
      damaged(response.signature),
      async (attestationObject, clientDataJSON, authenticatorData, signature) => {
        const creations = [{ attestationObject }, { clientDataJSON }].map((part) =>
          verifyCreation(PARTY, {
            credential: { ...created, response: { ...created.response, ...part } },
            challenge,
          }),
        );
        const uses = [{ clientDataJSON }, { authenticatorData }, { signature }].map((part) =>
          verifyAssertion(PARTY, {
            ...{ challenge, passkey, accountId: ADA.id, requireUserVerification: true },
            credential: { ...asserted, response: { ...response, ...part } },
          }),
        );
        for (const code of await Promise.all([...creations, ...uses].map(codeOf)))
          expect([undefined, 'invalid_credentials']).toContain(code);
      },
    ),
    { numRuns: 150 },
  );
});

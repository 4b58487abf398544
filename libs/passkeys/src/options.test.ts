import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { newChallenge } from './challenge.ts';
import { creationOptions, requestOptions } from './options.ts';

const PARTY = { id: 'example.com', origins: ['https://example.com'] };
const ADA = { id: '6f1c2a0e-8b0c-4f53', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };
const kept = { credentialId: 'AAEC', publicKey: '', transports: ['usb'], synced: false };
const challenge = newChallenge(randomBytes);

test('a creation is of a discoverable passkey without attestation, and of none that is there', () => {
  expect(creationOptions(PARTY, { challenge, account: ADA, passkeys: [kept] })).toEqual({
    challenge,
    rp: { id: 'example.com', name: 'example.com' },
    user: { id: Buffer.from(ADA.id).toString('base64url'), name: ADA.email, displayName: 'Ada Lovelace' },
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
    timeout: 300_000,
    attestation: 'none',
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'preferred',
    },
    excludeCredentials: [{ type: 'public-key', id: 'AAEC', transports: ['usb'] }],
  });
});

test('a request names the passkeys of an account, or none and asks the authenticator to know its user', () => {
  const common = { challenge, rpId: 'example.com', timeout: 300_000 };
  expect(requestOptions(PARTY, { challenge, passkeys: [kept] })).toEqual({
    ...common,
    allowCredentials: [{ type: 'public-key', id: 'AAEC', transports: ['usb'] }],
    userVerification: 'preferred',
  });
  expect(requestOptions(PARTY, { challenge, passkeys: [] })).toEqual({
    ...common,
    allowCredentials: [],
    userVerification: 'required',
  });
});

// What the tests of this library start from: one issuer, one moment, and keys made for the run.
import { publicJwks } from '../private-keys.ts';
import type { PrivateKeySet } from '../private-keys.ts';
import type { KeyPairAlgorithm } from '../algorithms.ts';
import { addKey } from '../rotation.ts';
import { generateKey } from '../generate-key.ts';
import { parsePublicJwks } from '../public-keys.ts';
import type { VerificationKeys } from '../public-keys.ts';

export const ISSUER = 'https://id.example.com/auth';
export const AUDIENCE = 'gatehouse';
export const NOW = new Date('2026-03-01T12:00:00.400Z');
export const NOW_SECONDS = Math.floor(NOW.getTime() / 1000);

export const KEY_PAIR_ALGORITHMS: readonly KeyPairAlgorithm[] = ['ES256', 'EdDSA', 'RS256'];

/** What a login gives to the issuer. */
export const INPUT = {
  issuer: ISSUER,
  audience: AUDIENCE,
  clientId: 'gatehouse',
  subject: 'account-1',
  sessionId: 'session-1',
  roles: ['user'],
  amr: ['pwd'],
  authTime: new Date(NOW.getTime() - 60_000),
  now: NOW,
  ttlSeconds: 300,
};

/** A set of new keys, the first one signing. */
export const makeKeySet = async (...algorithms: readonly KeyPairAlgorithm[]): Promise<PrivateKeySet> => {
  const keys = await Promise.all(algorithms.map(generateKey));
  return keys.reduce<PrivateKeySet>((set, key) => addKey(set, key, NOW), { keys: [] });
};

/** What a verifier makes of the published half of a set. */
export const verifiersOf = (set: PrivateKeySet): Promise<VerificationKeys> =>
  parsePublicJwks(JSON.stringify(publicJwks(set)));

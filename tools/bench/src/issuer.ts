// An issuer for the bench: keys of each algorithm, tokens that nobody has seen, and the variables of the apps that trust it.
import { createPublicKey, randomUUID, type JsonWebKey, type KeyObject } from 'node:crypto';
import {
  addKey,
  createSigner,
  generateKey,
  issueAccessToken,
  publicJwks,
  serializePrivateKeySet,
  type KeyPairAlgorithm,
  type PrivateKeySet,
} from '@gatehouse/jwt';

export const ISSUER = 'https://id.example.com/auth';
export const AUDIENCE = 'gatehouse';
const TYP = 'at+jwt';
export const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const satisfies readonly KeyPairAlgorithm[];

/** What a verifier is told; the same for all of them. */
export interface Setup {
  readonly alg: KeyPairAlgorithm;
  readonly jwk: JsonWebKey;
  readonly pem: string;
  readonly issuer: string;
  readonly audience: string;
  readonly typ: string;
}

export interface Issuer {
  readonly set: PrivateKeySet;
  readonly setup: Setup;
  readonly publicKey: KeyObject;
  /** A new token, of an account and a session of its own, good for a day. */
  readonly issue: (claims?: Claims) => Promise<string>;
}

export interface Claims {
  readonly issuer?: string;
  readonly audience?: string;
  readonly subject?: string;
  readonly roles?: readonly string[];
  readonly now?: Date;
}

const DAY_SECONDS = 86_400;

export const makeIssuer = async (alg: KeyPairAlgorithm): Promise<Issuer> => {
  const set = addKey({ keys: [] }, await generateKey(alg), new Date());
  const signer = await createSigner(set);
  const jwk = publicJwks(set).keys[0] as unknown as JsonWebKey;
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  const issue = async ({ now = new Date(), ...claims }: Claims = {}): Promise<string> => {
    const input = {
      ...{ issuer: ISSUER, audience: AUDIENCE, clientId: AUDIENCE, subject: randomUUID() },
      ...{ sessionId: randomUUID(), roles: ['user'], amr: ['pwd'] },
      ...{ authTime: now, now, ttlSeconds: DAY_SECONDS },
      ...claims,
    };
    return (await issueAccessToken({ signer }, input)).token;
  };
  return { set, setup: { alg, jwk, pem, issuer: ISSUER, audience: AUDIENCE, typ: TYP }, publicKey, issue };
};

export const issueMany = async (issuer: Issuer, count: number): Promise<readonly string[]> => {
  const tokens: string[] = [];
  while (tokens.length < count) tokens.push(await issuer.issue());
  return tokens;
};

/** The variables of an app that trusts these issuers; the first one signs. */
export const variablesOf = (issuers: readonly Issuer[]): Readonly<Record<string, string>> => {
  const set: PrivateKeySet = { keys: issuers.flatMap((issuer) => issuer.set.keys) };
  return {
    // As emulation of Lambda sets it: secrets may stand in place.
    AWS_SAM_LOCAL: 'true',
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    JWT_CLIENT_ID: AUDIENCE,
    JWT_PRIVATE_KEYS: serializePrivateKeySet(set),
    JWT_JWKS: JSON.stringify(publicJwks(set)),
  };
};

// Tokens that no service of this run may accept.
import { forgeries } from '@gatehouse/jwt/testing';
import type { KeyPair } from './run-keys.ts';

/** A token that is wrong in one way. */
export interface ForgedToken {
  /** What is wrong with it, for the name of a test: `an embedded key that signed it`. */
  readonly name: string;
  readonly token: string;
}

export interface Target {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
}

/** The list for this issuer, audience and key, as of `now`. Only tokens that a header can carry. */
export const forgeTokens = (
  pair: KeyPair | null,
  { issuer, audience, clientId }: Target,
  now: Date,
): readonly ForgedToken[] => {
  if (pair === null) throw new Error('SECRET_KEY: tokens are forged against a key pair; leave it out of env');
  const made = forgeries({ ...pair, issuer, audience, now, claims: { client_id: clientId } });
  return made.filter(({ token }) => HEADER_VALUE.test(token)).map(({ name, token }) => ({ name, token }));
};

/** What a client can send: one line of ASCII, within the 10,240 bytes that API Gateway takes for all headers. */
const HEADER_VALUE = /^[!-~](?:[ -~]{0,9000}[!-~])?$/;

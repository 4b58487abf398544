// Issuing an access token by the contract; apart from verification, so that a verifier does not carry it.
import { randomBytes } from 'node:crypto';
import { findClaimFault } from './claims.ts';
import type { AccessTokenClaims } from './claims.ts';
import type { Signer } from './signer.ts';

/** Whom a token is for and how long it lives; the times are those of the caller's clock. */
export interface IssueAccessTokenInput {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  /** The account's id. */
  readonly subject: string;
  /** The session's public id. */
  readonly sessionId: string;
  readonly roles: readonly string[];
  /** How the caller has authenticated, by the names of RFC 8176. */
  readonly amr: readonly string[];
  /** When the password was verified. */
  readonly authTime: Date;
  readonly now: Date;
  readonly ttlSeconds: number;
}

/** A token as it goes out, with what its answer tells about it. */
export interface IssuedAccessToken {
  readonly token: string;
  /** The lifetime in seconds, as `expires_in` tells it. */
  readonly expiresIn: number;
  readonly claims: AccessTokenClaims;
}

/** 160 bits from the system's generator (ASVS 11.5.1 asks for 128). */
const TOKEN_ID_BYTES = 20;

/**
 * Issues an access token (RFC 9068 §2). Times are cut to whole seconds, so that `iat` is never in the future.
 * @throws RangeError when the input would make a token that the verifier refuses: a fault of the caller
 * @example
 * const caller = { subject: 'account-1', sessionId: 'session-1', roles: ['user'], amr: ['pwd'] };
 * const now = new Date();
 * const { token } = await issueAccessToken(
 *   { signer },
 *   { ...caller, issuer, audience: 'orders', clientId: 'web', authTime: now, now, ttlSeconds: 300 },
 * );
 */
export const issueAccessToken = async (
  { signer }: { readonly signer: Signer },
  input: IssueAccessTokenInput,
): Promise<IssuedAccessToken> => {
  const { ttlSeconds } = input;
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1)
    throw new RangeError('ttlSeconds must be 1 or more');
  const claims = claimsOf(input);
  const fault = findClaimFault({ ...claims });
  if (fault !== undefined) throw new RangeError(`claim ${fault}`);
  return { token: await signer.sign({ typ: 'at+jwt' }, claims), expiresIn: ttlSeconds, claims };
};

const claimsOf = (input: IssueAccessTokenInput): AccessTokenClaims => {
  const iat = secondsOf(input.now);
  return {
    iss: input.issuer,
    aud: input.audience,
    sub: input.subject,
    client_id: input.clientId,
    iat,
    exp: iat + input.ttlSeconds,
    jti: randomBytes(TOKEN_ID_BYTES).toString('base64url'),
    auth_time: secondsOf(input.authTime),
    sid: input.sessionId,
    roles: [...input.roles],
    amr: [...input.amr],
  };
};

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);

// Verification of an access token: the one function a service calls, strict by default (RFC 8725, RFC 9068 §4).
import { SIGNING_ALGORITHMS } from './algorithms.ts';
import type { SigningAlgorithm } from './algorithms.ts';
import { findClaimFault, isOptionalNumericDate, pickClaims } from './claims.ts';
import type { AccessTokenClaims, ReadClaims } from './claims.ts';
import { MAX_TOKEN_LENGTH, readJsonObject } from './compact.ts';
import { TokenError } from './errors.ts';
import type { KeySource, VerificationKey } from './key-source.ts';
import { digestOf } from './token-memory.ts';
import type { ReadToken, TokenMemory } from './token-memory.ts';
import { checkSignature, openCompact } from './verify-compact.ts';
import type { OpenedJws } from './verify-compact.ts';

/** How far the issuer's clock may be ahead of ours, for `iat`, `nbf` and `auth_time`. `exp` has no tolerance. */
export const CLOCK_TOLERANCE_SECONDS = 5;

const ACCESS_TOKEN_TYPES = ['at+jwt', 'application/at+jwt'];

/** What a token is held against. */
export interface VerifyAccessTokenOptions {
  /** Public keys in place, the shared secret, or a remote set. */
  readonly keys: KeySource;
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
  /** Narrows what the keys allow; without it each key's own algorithm decides. */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** When given, only tokens issued to this client pass. */
  readonly clientId?: string;
  /** When given, a token that it remembers costs no second look at its signature; all else is asked again. */
  readonly memory?: TokenMemory | undefined;
}

/**
 * Verifies an access token and gives its claims. `aud` must be the audience itself: a token for several audiences, an array,
 * is refused, because Gatehouse issues each token for one and a shared one could be replayed from service to service.
 * @throws TokenError with the reason; the answer is 401
 * @throws KeyError when there are no keys to verify with; the answer is 500
 * @example
 * const { sub, roles } = await verifyAccessToken(token, {
 *   keys: remoteJwks('https://id.example.com/auth/.well-known/jwks.json'),
 *   issuer: 'https://id.example.com/auth',
 *   audience: 'orders',
 *   clientId: 'web',
 *   now: new Date(),
 * });
 */
export const verifyAccessToken = async (
  token: string,
  options: VerifyAccessTokenOptions,
): Promise<AccessTokenClaims> => verifyAtOnce(token, options);

/**
 * The same without a promise where the source has the key at hand: for an authorizer, where each one counts. Throws, or rejects
 * with, what `verifyAccessToken` does.
 * @example
 * const verified = verifyAtOnce(token, { keys, issuer, audience: 'orders', now: new Date() });
 * const { sub } = verified instanceof Promise ? await verified : verified;
 */
export const verifyAtOnce = (
  token: string,
  options: VerifyAccessTokenOptions,
): AccessTokenClaims | Promise<AccessTokenClaims> => {
  const { keys, memory, algorithms = SIGNING_ALGORITHMS } = options;
  const nowSeconds = options.now.getTime() / 1000;
  const digest = memory && isOfTokenSize(token) ? digestOf(token) : undefined;
  const known = digest === undefined ? undefined : memory?.find(digest, nowSeconds);
  const jws = known ? undefined : openCompact(token, algorithms);
  const accept = (key: VerificationKey | undefined): AccessTokenClaims => {
    const isKnown = known !== undefined && known.key === key && algorithms.includes(key.alg);
    const read = isKnown ? known : readToken(jws ?? openCompact(token, algorithms), key);
    checkParties(read.claims, options);
    checkTimes(read, nowSeconds);
    if (!isKnown && digest !== undefined) memory?.keep(digest, read, nowSeconds);
    return read.claims;
  };
  const found = keys.find(known ? known.key.kid : jws?.header.kid);
  return found !== undefined && 'then' in found ? found.then(accept) : accept(found);
};

/** Others are refused by their form, and what a stranger sends is not worth a digest of any length. */
const isOfTokenSize = (token: unknown): boolean =>
  typeof token === 'string' && token.length <= MAX_TOKEN_LENGTH;

/** What a token says. Its claims are looked at when its signature is good, and no earlier. */
const readToken = (jws: OpenedJws, found: VerificationKey | undefined): ReadToken => {
  const key = checkSignature(jws, found);
  checkType(jws.header.typ);
  return { key, ...readClaims(jws.payload) };
};

// A media type, so letter case means nothing (RFC 7515 §4.1.9).
const checkType = (typ: string | undefined): void => {
  if (typ === ACCESS_TOKEN_TYPES[0]) return;
  if (typ === undefined || !ACCESS_TOKEN_TYPES.includes(typ.toLowerCase()))
    throw new TokenError('type_refused', 'typ must be at+jwt');
};

const readClaims = (payload: Uint8Array): Omit<ReadToken, 'key'> => {
  const claims = readJsonObject(payload, 'the payload');
  const fault = findClaimFault(claims);
  if (fault !== undefined) throw new TokenError('claims_invalid', fault);
  const { nbf } = claims;
  if (!isOptionalNumericDate(nbf))
    throw new TokenError('claims_invalid', 'nbf must be a time in whole seconds');
  return { claims: pickClaims(claims as unknown as ReadClaims), nbf: nbf ?? 0 };
};

const checkParties = (
  claims: AccessTokenClaims,
  { issuer, audience, clientId }: VerifyAccessTokenOptions,
): void => {
  if (claims.iss !== issuer) throw new TokenError('issuer_refused', 'iss is not our issuer');
  if (claims.aud !== audience) throw new TokenError('audience_refused', 'aud is not our audience');
  if (clientId !== undefined && claims.client_id !== clientId)
    throw new TokenError('audience_refused', 'client_id is not the expected client');
};

// Each comparison asks for what must hold, so that a time that is no number refuses the token.
const checkTimes = ({ claims: { exp, iat, auth_time }, nbf }: ReadToken, nowSeconds: number): void => {
  if (!(nowSeconds < exp)) throw new TokenError('expired', 'exp has passed');
  const latestStart = Math.max(iat, nbf, auth_time);
  if (!(latestStart <= nowSeconds + CLOCK_TOLERANCE_SECONDS))
    throw new TokenError('not_yet_valid', 'iat, nbf or auth_time lies in the future');
};

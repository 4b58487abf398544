// The two ways this library fails, apart because they are answered differently: a refused token is 401, a key at fault is 500.

/** Why a token was refused. Closed: a caller may switch over it. */
export type TokenErrorCode =
  | 'malformed'
  | 'header_refused'
  | 'algorithm_refused'
  | 'key_unknown'
  | 'signature_invalid'
  | 'type_refused'
  | 'claims_invalid'
  | 'issuer_refused'
  | 'audience_refused'
  | 'expired'
  | 'not_yet_valid';

/**
 * The token is not one to trust. The message is the code and the rule, never a piece of the token.
 * @example
 * const claims = await verifyAccessToken(token, { keys, issuer, audience: 'orders', now: new Date() }).catch(
 *   (error: unknown) => (error instanceof TokenError ? null : Promise.reject(error)),
 * );
 */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: TokenErrorCode;

  constructor(code: TokenErrorCode, rule: string) {
    super(`${code}: ${rule}`);
    this.code = code;
  }
}

/** What is wrong with our own keys, or with a step of their rotation. Closed. */
export type KeyErrorCode =
  | 'keys_malformed'
  | 'keys_missing'
  | 'key_refused'
  | 'kid_duplicate'
  | 'secret_weak'
  | 'url_refused'
  | 'keys_unavailable'
  | 'key_not_found'
  | 'key_signing'
  | 'key_too_new'
  | 'key_still_needed';

/** What a `KeyError` knows beside its code. */
export interface KeyErrorOptions {
  /** What failed underneath; for the log alone. */
  readonly cause?: unknown;
  /** For `key_too_new` and `key_still_needed`: when to come back, in seconds. */
  readonly remainingSeconds?: number;
}

/**
 * A fault of ours, not of the caller's token. The message is the code and the rule, never a piece of a key.
 * @example
 * try {
 *   await parsePublicJwks('{"keys":[]}');
 * } catch (error) {
 *   if (error instanceof KeyError) console.error(error.code); // keys_missing
 * }
 */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly code: KeyErrorCode;
  /** The rule that was broken, without the code. */
  readonly rule: string;
  readonly remainingSeconds: number | undefined;

  constructor(code: KeyErrorCode, rule: string, options: KeyErrorOptions = {}) {
    super(`${code}: ${rule}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.rule = rule;
    this.remainingSeconds = options.remainingSeconds;
  }
}

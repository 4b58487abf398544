// Whose tokens a service takes, and the verification that follows from it.
import {
  parsePublicJwks,
  remoteJwks,
  TokenError,
  verifyAccessToken,
  type AccessTokenClaims,
  type KeySource,
  type SkippedKey,
} from '@gatehouse/jwt';

/**
 * An issuer whose access tokens (RFC 9068) count. Every check is on until someone writes `null`: a `clientId` of null takes
 * the tokens of every client.
 */
export interface TrustedIssuer {
  /** `iss`, letter by letter. */
  readonly issuer: string;
  /** `aud`; a list for a service that goes by several names. A token is for one of them. */
  readonly audience: string | readonly string[];
  readonly clientId: string | null;
  /** The URL of the public key set (https, or http on loopback), the set itself, or a source of keys of one's own. */
  readonly jwks: string | { readonly keys: readonly object[] } | KeySource;
}

/** The clock, and who is told of what a verification leaves out or gets over. */
export interface VerificationOptions {
  readonly now: () => Date;
  /** Told of each key of a set that is left out, since it is of another kind or use (RFC 7517 §5). */
  readonly onSkipped: (key: SkippedKey) => void;
  /** Told of each failed request for a key set that the last good one hides. */
  readonly onFailure: (error: unknown) => void;
}

/** Gives the claims of a token that one of the issuers has issued for us. @throws TokenError (401), KeyError (500) */
export type Verify = (token: string) => Promise<AccessTokenClaims>;

/**
 * A verification by these issuers. Which of them a token is held against, it says itself, in a claim that is verified with
 * the rest: by that issuer's keys, and for its audiences.
 * @throws KeyError `url_refused`, TypeError for two issuers of one name: at once
 */
export const verificationBy = (issuers: readonly TrustedIssuer[], options: VerificationOptions): Verify => {
  const byName = new Map(issuers.map((issuer) => [issuer.issuer, verificationOf(issuer, options)]));
  if (byName.size !== issuers.length || byName.size === 0)
    throw new TypeError('issuers must be one or more, each with a name of its own');
  return async (token) => {
    const { iss, aud } = unverifiedPartiesOf(token);
    const verify = byName.get(iss);
    if (verify === undefined) throw new TokenError('issuer_refused', 'iss is not our issuer');
    return verify(token, aud);
  };
};

const verificationOf = (
  { issuer, audience, clientId, jwks }: TrustedIssuer,
  options: VerificationOptions,
) => {
  const audiences = typeof audience === 'string' ? [audience] : audience;
  const keysOf = keySourceOf(jwks, options);
  return async (token: string, named: string): Promise<AccessTokenClaims> =>
    verifyAccessToken(token, {
      keys: await keysOf(),
      issuer,
      // One that is not ours is refused by the verification, and for that reason.
      audience: audiences.find((each) => each === named) ?? audiences[0] ?? '',
      ...(clientId !== null && { clientId }),
      now: options.now(),
    });
};

const keySourceOf = (
  jwks: TrustedIssuer['jwks'],
  options: VerificationOptions,
): (() => Promise<KeySource>) => {
  if (typeof jwks === 'string') {
    const remote = remoteJwks(jwks, options);
    return async () => remote;
  }
  if ('find' in jwks) return async () => jwks;
  const parsed = parsePublicJwks(JSON.stringify(jwks), options);
  // Whoever asks first is told; until then nobody waits for it.
  parsed.catch(() => undefined);
  return () => parsed;
};

/** What a token says of its issuer and audience before anything of it is verified; empty where it says nothing readable. */
const unverifiedPartiesOf = (token: string): { readonly iss: string; readonly aud: string } => {
  try {
    const payload = Buffer.from(token.split('.', 2)[1] ?? '', 'base64url').toString();
    const { iss, aud } = JSON.parse(payload) as Readonly<Record<string, unknown>>;
    return { iss: typeof iss === 'string' ? iss : '', aud: typeof aud === 'string' ? aud : '' };
  } catch {
    return { iss: '', aud: '' };
  }
};

// Who calls, as the authorizer tells the handlers: flat strings, because API Gateway's context carries nothing else.
// Both directions live here, in an entry without Middy, so that authorizer and chain cannot disagree.

/** The claims of a verified access token that a handler needs; times in seconds since the epoch. */
export interface PrincipalClaims {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly sid: string;
  readonly exp: number;
  readonly auth_time: number;
  readonly amr: readonly string[];
}

/** The context of an authorizer's answer; a type of its own keys, so that it fits API Gateway's context type. */
export type PrincipalContext = Readonly<Record<keyof PrincipalClaims, string>>;

/** The caller of an authenticated request. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly sessionId: string;
  /** The end of the access token, from which on a cached answer of the authorizer no longer counts. */
  readonly expiresAt: Date;
  /** When the password was verified. */
  readonly authenticatedAt: Date;
  /** How, by the names of RFC 8176; empty where the authorizer or the token is older than this claim. */
  readonly amr: readonly string[];
}

/** The authorizer's context for these claims. */
export const encodePrincipal = ({
  sub,
  roles,
  sid,
  exp,
  auth_time,
  amr,
}: PrincipalClaims): PrincipalContext => ({
  sub,
  roles: roles.join(' '),
  sid,
  exp: String(exp),
  auth_time: String(auth_time),
  amr: amr.join(' '),
});

/** The principal of an authorizer's context; null for anything that `encodePrincipal` does not make. */
export const decodePrincipal = (context: unknown): Principal | null => {
  if (typeof context !== 'object' || context === null) return null;
  const { sub, roles, sid, exp, auth_time, amr = '' } = context as Readonly<Record<string, unknown>>;
  if (!isId(sub) || !isId(sid) || !isNames(roles) || !isNames(amr)) return null;
  if (!isSeconds(exp) || !isSeconds(auth_time)) return null;
  return {
    subject: sub,
    roles: namesIn(roles),
    sessionId: sid,
    expiresAt: toDate(exp),
    authenticatedAt: toDate(auth_time),
    amr: namesIn(amr),
  };
};

// Ids and names as an access token may have them, so that no good token is refused here.
const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(value);

const isNames = (value: unknown): value is string =>
  typeof value === 'string' && /^([\w.:-]+( [\w.:-]+)*)?$/.test(value);

const namesIn = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

const isSeconds = (value: unknown): value is string => typeof value === 'string' && /^\d{1,12}$/.test(value);

const toDate = (seconds: string): Date => new Date(Number(seconds) * 1000);

// What the authorizer tells the handlers of a caller. It has a file of its own, so that the authorizer loads nothing of how it is read.

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

/**
 * The authorizer's context for these claims.
 * @example
 * const context = encodePrincipal(claims); // of a verified token, for the authorizer's answer
 */
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

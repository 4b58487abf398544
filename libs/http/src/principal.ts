// Who calls, as the authorizer tells the handlers: flat strings, because API Gateway's context carries nothing else.
// Both directions are of one entry without Middy, so that authorizer and chain cannot disagree.
import { GatehouseError } from '@gatehouse/errors';
import type { PrincipalClaims } from './encode-principal.ts';

export { encodePrincipal, type PrincipalClaims, type PrincipalContext } from './encode-principal.ts';

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

/**
 * The principal that a verified access token is about.
 * @example
 * const { subject, roles } = toPrincipal(claims);
 */
export const toPrincipal = ({ sub, roles, sid, exp, auth_time, amr }: PrincipalClaims): Principal => ({
  subject: sub,
  roles,
  sessionId: sid,
  expiresAt: toDate(exp),
  authenticatedAt: toDate(auth_time),
  amr,
});

/** An event that somebody vouches for the caller of: the authorizer in its context, or the guard in front of the handler. */
export interface VouchedEvent {
  readonly principal?: unknown;
  readonly requestContext?: { readonly authorizer?: unknown } | null;
}

/**
 * Who calls: as the guard (`authenticate`) has put it on the event, or as Gatehouse's authorizer has put it into the context
 * of a REST API or an HTTP API. API Gateway's cache of its answers outlives a token, so there the end of the token is asked
 * again.
 * @throws GatehouseError `unauthorized` when nobody vouches for a caller, or the context has expired
 * @example
 * const { subject, roles } = principalOf(event);
 */
export const principalOf = (event: VouchedEvent, now: Date = new Date()): Principal => {
  const { principal } = event as { readonly principal?: Principal };
  return principal ?? principalInContext(event, now);
};

/** An HTTP API has the context of a Lambda authorizer one level deeper than a REST API. */
const principalInContext = ({ requestContext }: VouchedEvent, now: Date): Principal => {
  const context = requestContext?.authorizer;
  const { lambda } = (context ?? {}) as { readonly lambda?: unknown };
  const principal = decodePrincipal(lambda ?? context);
  if (principal === null)
    throw new GatehouseError('unauthorized', { reason: 'no context of the authorizer' });
  if (principal.expiresAt <= now) throw new GatehouseError('unauthorized', { reason: 'expired context' });
  return principal;
};

/**
 * The principal of an authorizer's context; null for anything that `encodePrincipal` does not make.
 * @example
 * const principal = decodePrincipal(event.requestContext.authorizer);
 * if (principal === null) throw new Error('not behind our authorizer');
 */
export const decodePrincipal = (context: unknown): Principal | null => {
  if (typeof context !== 'object' || context === null) return null;
  const { sub, roles, sid, exp, auth_time, amr = '' } = context as Readonly<Record<string, unknown>>;
  if (!isId(sub) || !isId(sid) || !isNames(roles) || !isNames(amr)) return null;
  if (!isSeconds(exp) || !isSeconds(auth_time)) return null;
  const times = { exp: Number(exp), auth_time: Number(auth_time) };
  return toPrincipal({ sub, roles: namesIn(roles), sid, amr: namesIn(amr), ...times });
};

// Ids and names as an access token may have them, so that no good token is refused here.
const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(value);

const isNames = (value: unknown): value is string =>
  typeof value === 'string' && /^([\w.:-]+( [\w.:-]+)*)?$/.test(value);

const namesIn = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

const isSeconds = (value: unknown): value is string => typeof value === 'string' && /^\d{1,12}$/.test(value);

const toDate = (seconds: number): Date => new Date(seconds * 1000);

// The authorizer's decision: a token that we signed becomes a policy for the whole API. No database, no network.
import { answerFor, type AccessTable } from '@gatehouse/access';
import { encodePrincipal } from '@gatehouse/http/principal';
import { verifyAtOnce, type AccessTokenClaims, type KeySource, type TokenMemory } from '@gatehouse/jwt';
import type { AuthorizerResult } from '@gatehouse/policy';

export interface AuthorizeDeps {
  readonly keys: KeySource;
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly access: AccessTable;
  /** What spares the signature of a token that was accepted before. */
  readonly memory?: TokenMemory;
  /** Whether the session behind a good token still stands; absent where sessions are not looked up. */
  readonly sessionStands?: (claims: AccessTokenClaims) => Promise<boolean>;
  readonly now: () => Date;
}

/** There is no token, or its session has ended: answered like a bad one. The message is the reason, for the log. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/**
 * The policy of the token's subject on the API of `arn`. Throws `TokenError` and `Refusal`, which are 401; any other
 * error is a fault of ours.
 */
export const authorize = async (
  { keys, issuer, audience, clientId, access, memory, sessionStands, now }: AuthorizeDeps,
  { token, arn }: { readonly token: string | null; readonly arn: string },
): Promise<AuthorizerResult> => {
  if (token === null) throw new Refusal('there is no token');
  const verified = verifyAtOnce(token, { keys, issuer, audience, clientId, memory, now: now() });
  const claims = 'then' in verified ? await verified : verified;
  if (sessionStands !== undefined && !(await sessionStands(claims)))
    throw new Refusal('its session has ended');
  const { sub: subject, roles, amr } = claims;
  return answerFor(access, { subject, roles, amr }, arn, encodePrincipal(claims));
};

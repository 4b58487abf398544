// Ending one session by its refresh token (RFC 7009): whoever holds any token of the family may end it, nothing else.
import type { Audit } from '@gatehouse/audit';
import type { SessionStore } from '@gatehouse/db';
import { digestOf, parseRefreshToken } from '@gatehouse/sessions';

export interface LogoutDeps {
  readonly sessions: Pick<SessionStore, 'end'>;
  readonly audit: Audit;
}

/** Ends the session that the token belongs to. An unknown token is no error (RFC 7009 §2.2). */
export const logout = async (
  { sessions, audit }: LogoutDeps,
  { refreshToken }: { readonly refreshToken: string },
): Promise<void> => {
  const token = parseRefreshToken(refreshToken);
  const ended = token && (await sessions.end(digestOf(token.family)));
  if (ended === null) return;
  const { accountId, id: sid } = ended;
  await audit({ event: 'session_ended', subject: accountId, actor: accountId, sid, why: 'logout' });
};

// The session as the API shows it: what its owner needs to recognise it, and no digest.
import type { Session as PresentedSession } from '@gatehouse/auth-contract';
import type { Session } from '@gatehouse/sessions';

/** The `session` of the contract; `current` marks the one that the caller's token belongs to. */
export const presentSession = (session: Session, currentId: string): PresentedSession => ({
  id: session.id,
  created_at: session.createdAt.toISOString(),
  last_used_at: session.lastUsedAt.toISOString(),
  expires_at: session.expiresAt.toISOString(),
  user_agent: session.userAgent,
  address: session.address,
  current: session.id === currentId,
});

import { listSessionsRoute } from '@gatehouse/auth-contract/list-sessions';
import { httpHandler, ok } from '@gatehouse/http';
import { listSessionsDeps, service } from '../compose.ts';
import { presentSession } from './present-session.ts';
import { listSessions } from './sessions.ts';

export const handler = httpHandler(listSessionsRoute, { service }, async ({ principal }) => {
  const sessions = await listSessions(await listSessionsDeps(), principal);
  return ok({ items: sessions.map((session) => presentSession(session, principal.sessionId)) });
});

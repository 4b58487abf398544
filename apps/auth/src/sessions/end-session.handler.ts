// DELETE /auth/sessions/{id}
import { httpHandler, noContent } from '@gatehouse/http';
import { closed, Id } from '@gatehouse/http/fields';
import { endSessionDeps, service } from '../compose.ts';
import { endSession } from './sessions.ts';

const SessionPath = closed({ id: Id });

export const handler = httpHandler(
  { service, authenticated: true, pathParameters: SessionPath },
  async ({ principal, pathParameters: { id } }) => {
    await endSession(await endSessionDeps(), { principal, id });
    return noContent();
  },
);

// DELETE /auth/sessions/{id}
import { httpHandler, noContent } from '@gatehouse/http';
import { endSessionDeps, service } from '../compose.ts';
import { SessionPath } from './session-path.schema.ts';
import { endSession } from './sessions.ts';

export const handler = httpHandler(
  { service, authenticated: true, pathParameters: SessionPath },
  async ({ principal, pathParameters: { id } }) => {
    await endSession(await endSessionDeps(), { principal, id });
    return noContent();
  },
);

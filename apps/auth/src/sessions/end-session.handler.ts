import { endSessionRoute } from '@gatehouse/auth-contract/end-session';
import { httpHandler, noContent } from '@gatehouse/http';
import { endSessionDeps, service } from '../compose.ts';
import { endSession } from './sessions.ts';

export const handler = httpHandler(
  endSessionRoute,
  { service },
  async ({ principal, pathParameters: { id } }) => {
    await endSession(await endSessionDeps(), { principal, id });
    return noContent();
  },
);

// GET /users/me: the account that the token names.
import { httpHandler, ok } from '@gatehouse/http';
import { getDeps, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { getUser } from './get.ts';

export const handler = httpHandler({ service, authenticated: true }, async ({ principal }) =>
  ok(presentUser(await getUser(await getDeps(), { principal, id: principal.subject }))),
);

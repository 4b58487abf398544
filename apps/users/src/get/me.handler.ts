import { httpHandler, ok } from '@gatehouse/http';
import { meRoute } from '@gatehouse/users-contract/me';
import { getDeps, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { getUser } from './get.ts';

export const handler = httpHandler(meRoute, { service }, async ({ principal }) =>
  ok(presentUser(await getUser(await getDeps(), { principal, id: principal.subject }))),
);

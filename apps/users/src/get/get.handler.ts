import { httpHandler, ok } from '@gatehouse/http';
import { getRoute } from '@gatehouse/users-contract/get';
import { getDeps, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { getUser } from './get.ts';

export const handler = httpHandler(getRoute, { service }, async ({ principal, pathParameters: { id } }) =>
  ok(presentUser(await getUser(await getDeps(), { principal, id }))),
);

import type { PagePosition } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { httpHandler, ok, type HttpRequest } from '@gatehouse/http';
import { listRoute } from '@gatehouse/users-contract/list';
import { listDeps, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { findUsers, listUsers, type UserPage } from './list.ts';

export const handler = httpHandler(listRoute, { service }, async (request) => {
  const { items, next } = await pageOf(request);
  return ok({ items: items.map(presentUser), next_cursor: next === null ? null : encodeCursor(next) });
});

const pageOf = async ({ principal, query }: HttpRequest<typeof listRoute>): Promise<UserPage> => {
  const { limit = 20, cursor, email } = query;
  if (email === undefined)
    return listUsers(await listDeps(), { principal, limit, after: positionOf(cursor) });
  if (cursor !== undefined) refuseCursor('must not stand beside email, which has one page');
  return findUsers(await listDeps(), { principal, email });
};

const positionOf = (cursor: string | undefined): PagePosition | null => {
  if (cursor === undefined) return null;
  return decodeCursor(cursor) ?? refuseCursor('must be the next_cursor of an earlier answer');
};

const refuseCursor = (message: string): never => {
  throw new GatehouseError('validation_failed', { errors: [{ pointer: '/cursor', message }] });
};

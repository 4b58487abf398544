import type { PagePosition } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { httpHandler, ok } from '@gatehouse/http';
import { listRoute } from '@gatehouse/users-contract/list';
import { listDeps, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { listUsers } from './list.ts';

export const handler = httpHandler(
  listRoute,
  { service },
  async ({ principal, query: { limit = 20, cursor } }) => {
    const { items, next } = await listUsers(await listDeps(), {
      principal,
      limit,
      after: positionOf(cursor),
    });
    return ok({ items: items.map(presentUser), next_cursor: next === null ? null : encodeCursor(next) });
  },
);

const positionOf = (cursor: string | undefined): PagePosition | null => {
  if (cursor === undefined) return null;
  const position = decodeCursor(cursor);
  if (position !== null) return position;
  const errors = [{ pointer: '/cursor', message: 'must be the next_cursor of an earlier answer' }];
  throw new GatehouseError('validation_failed', { errors });
};

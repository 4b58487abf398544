// Which store ORDERS_STORE names. Only that one's module is loaded.
import type { OrderStore } from './order-store.ts';

/** `dynamodb:TABLE` in a stack, `sqlite:FILE` on a laptop. @throws Error for anything else, at the start */
export const openOrderStore = async (url = ''): Promise<OrderStore> => {
  const [, kind, place = ''] = /^(dynamodb|sqlite):(.+)$/.exec(url) ?? [];
  if (kind === 'dynamodb') return (await import('./dynamodb-order-store.ts')).openDynamoDb(place);
  if (kind === 'sqlite') return (await import('./sqlite-order-store.ts')).openSqlite(place);
  throw new Error('ORDERS_STORE: must be dynamodb:TABLE or sqlite:FILE');
};

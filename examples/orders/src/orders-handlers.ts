// The routes. The authorizer has verified the token and judged the path; whose order it is, these decide themselves.
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { GatehouseError } from '@gatehouse/http/errors';
import { answerProblems, requireRole } from '@gatehouse/http/guard';
import { principalOf } from '@gatehouse/http/principal';
import { placeNow, toWish } from './order.ts';
import type { OrderStore } from './stores/order-store.ts';

export interface OrdersDependencies {
  readonly store: OrderStore;
  readonly now?: () => Date;
}

/** A Lambda handler for each route, over this store. */
export const ordersHandlers = ({ store, now = () => new Date() }: OrdersDependencies) => ({
  /** `POST /orders` */
  placeOrder: chain()
    .use(httpJsonBodyParser())
    .handler(async (event) => {
      const order = placeNow(principalOf(event).subject, toWish(event.body), now());
      await store.add(order);
      return json(201, order, { location: `/orders/${order.id}` });
    }),

  /** `GET /orders`: one's own, the latest first. */
  listOrders: chain().handler(async (event) =>
    json(200, { items: await store.listOf(principalOf(event).subject) }),
  ),

  /** `GET /orders/{id}`: someone else's order is not found, as one that is not there. */
  getOrder: chain().handler(async (event) => {
    const order = await store.find(principalOf(event).subject, event.pathParameters?.['id'] ?? '');
    if (order === null) throw new GatehouseError('not_found');
    return json(200, order);
  }),

  /** `GET /orders/all`: everyone's. The access table says it too; a handler does not rely on it alone. */
  listAllOrders: chain()
    .use(requireRole('clerk'))
    .handler(async () => json(200, { items: await store.listAll() })),
});

/** What every route begins with. An event without the authorizer's word for its caller ends in `principalOf`, with 401. */
const chain = () => middy<APIGatewayProxyEvent, APIGatewayProxyResult>().use(answerProblems());

const json = (statusCode: number, body: object, headers = {}): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

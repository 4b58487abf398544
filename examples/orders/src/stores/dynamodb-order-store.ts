// Orders in DynamoDB: a partition for each customer, in which orders sort by their ids.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { GatehouseError } from '@gatehouse/http/errors';
import type { Order } from '../order.ts';
import { LIST_LIMIT, type OrderStore } from './order-store.ts';

/** The store over the table of this name, in the function's own region. */
export const openDynamoDb = (table: string): OrderStore =>
  createDynamoDbStore(table, DynamoDBDocumentClient.from(new DynamoDBClient()));

/** The store over a client that is there already. */
export const createDynamoDbStore = (
  TableName: string,
  client: Pick<DynamoDBDocumentClient, 'send'>,
): OrderStore => ({
  async add(order) {
    // Ids are made at random: one that is there already is a mistake of ours, and nobody's order is written over.
    const ConditionExpression = 'attribute_not_exists(id)';
    await answered(client.send(new PutCommand({ TableName, Item: order, ConditionExpression })));
  },
  async find(customer, id) {
    const { Item } = await answered(client.send(new GetCommand({ TableName, Key: { customer, id } })));
    return (Item as Order | undefined) ?? null;
  },
  async listOf(customer) {
    const query = new QueryCommand({
      ...{ TableName, Limit: LIST_LIMIT, ScanIndexForward: false },
      KeyConditionExpression: 'customer = :customer',
      ExpressionAttributeValues: { ':customer': customer },
    });
    return itemsOf(await answered(client.send(query)));
  },
  listAll: async () =>
    itemsOf(await answered(client.send(new ScanCommand({ TableName, Limit: LIST_LIMIT })))),
});

const itemsOf = ({ Items = [] }: { readonly Items?: readonly unknown[] | undefined }) =>
  Items as readonly Order[];

const answered = async <Output>(answer: Promise<Output>): Promise<Output> =>
  answer.catch((cause: unknown) => {
    throw new GatehouseError('store_unavailable', { cause });
  });

// The table: made where the engine is on this machine, and elsewhere looked at, since a template makes it there
// (tools/deploy/templates/table.yaml), with what protects it.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { TableAddress } from '@gatehouse/config';
import { MigrationError } from '../own-faults.ts';
import type { DynamoConnection } from './connection.ts';
import { faultOf, isMissingTable, errorNameOf } from './faults.ts';
import { INDEXES, keySchemaOf, TABLE, TABLE_KEY, TTL_ATTRIBUTE } from './schema.ts';

/**
 * Idempotent, and safe in several processes at once. A table of AWS that may be deleted serves, and `onNotice` is told.
 * @throws GatehouseError `store_unavailable`; MigrationError when the table of AWS is not as it has to be, with what is missing
 */
export const migrateTable = async (
  connection: DynamoConnection,
  address: TableAddress,
  onNotice: (notice: string) => void,
): Promise<void> => {
  const client = connection.client().ready();
  try {
    if (address.endpoint === null) (await requireTable(client, address.table)).forEach(onNotice);
    else await ensureTable(client, address.table);
  } catch (error) {
    throw faultOf(error);
  }
};

const ensureTable = async (client: DynamoDBClient, table: string): Promise<void> => {
  await client.send(new CreateTableCommand({ TableName: table, ...TABLE })).catch((error: unknown) => {
    if (errorNameOf(error) !== 'ResourceInUseException') throw error;
  });
  while (!isActive(await describe(client, table))) await sleep(POLL_MS);
};

const POLL_MS = 20;

const isActive = (table: TableDescription | null): boolean =>
  table?.TableStatus === 'ACTIVE' && (table.GlobalSecondaryIndexes ?? []).every(isBuilt);

const isBuilt = ({ IndexStatus }: { readonly IndexStatus?: string | undefined }): boolean =>
  IndexStatus === 'ACTIVE';

/** Holds a table to what the stores need of it; what does not protect it, in a sentence. */
export const requireTable = async (client: DynamoDBClient, name: string): Promise<readonly string[]> => {
  const table = await describe(client, name);
  if (table === null) throw new MigrationError(`There is no table ${name}: ${HOW}`);
  const lacking = [...lacksOf(table), ...(await lacksTtl(client, name))];
  if (lacking.length > 0) throw new MigrationError(`The table ${name} lacks ${lacking.join(', ')}: ${HOW}`);
  return table.DeletionProtectionEnabled === true ? [] : [`The table ${name} has no deletion protection`];
};

const HOW = 'deploy tools/deploy/templates/table.yaml';

const describe = async (client: DynamoDBClient, TableName: string): Promise<TableDescription | null> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table ?? null;
  } catch (error) {
    if (isMissingTable(error)) return null;
    throw error;
  }
};

const lacksOf = ({ KeySchema, GlobalSecondaryIndexes = [] }: TableDescription): readonly string[] => {
  const isThere = (index: (typeof INDEXES)[number]): boolean =>
    GlobalSecondaryIndexes.some(
      (built) =>
        built.IndexName === index.name && isBuilt(built) && isSame(built.KeySchema, keySchemaOf(index)),
    );
  return [
    ...(isSame(KeySchema, keySchemaOf(TABLE_KEY))
      ? []
      : [`the key ${TABLE_KEY.hash} and ${TABLE_KEY.range}`]),
    ...INDEXES.filter((index) => !isThere(index)).map(({ name }) => `the index ${name}`),
  ];
};

type KeySchema = TableDescription['KeySchema'];

const isSame = (one: KeySchema, other: KeySchema): boolean => textOf(one) === textOf(other);

const textOf = (schema: KeySchema): string =>
  (schema ?? []).map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join();

const lacksTtl = async (client: DynamoDBClient, TableName: string): Promise<readonly string[]> => {
  const { TimeToLiveDescription: ttl } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const isOn = ttl?.AttributeName === TTL_ATTRIBUTE && /^ENABL/.test(ttl.TimeToLiveStatus ?? '');
  return isOn ? [] : [`the TTL attribute ${TTL_ATTRIBUTE}`];
};

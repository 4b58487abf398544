// What a migration asks of a table that it does not make; of the engine's own words, since none here can be asked for TTL.
import { ResourceNotFoundException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { requireTable } from './migrate.ts';
import { TABLE } from './schema.ts';

const built = TABLE.GlobalSecondaryIndexes!.map((index) => ({ ...index, IndexStatus: 'ACTIVE' }));
const whole = {
  ...{ KeySchema: TABLE.KeySchema, TableStatus: 'ACTIVE', GlobalSecondaryIndexes: built },
  DeletionProtectionEnabled: true,
};
const ttl = { AttributeName: 'ttl', TimeToLiveStatus: 'ENABLED' };

/** A client that describes a table so. */
const clientOf = (table: object | null, timeToLive: object = ttl): DynamoDBClient =>
  ({
    send: async ({ constructor: { name } }: object) => {
      if (name === 'DescribeTimeToLiveCommand') return { TimeToLiveDescription: timeToLive };
      if (table === null) throw new ResourceNotFoundException({ message: 'not found', $metadata: {} });
      return { Table: table };
    },
  }) as unknown as DynamoDBClient;

/** What is said of it, or why it is refused. */
const lacking = (client: DynamoDBClient): Promise<unknown> =>
  requireTable(client, 'gatehouse').then(
    (notices) => notices,
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('a table of AWS', () => {
  test('that is whole is taken as it is', async () => {
    expect(await lacking(clientOf(whole))).toEqual([]);
    expect(await lacking(clientOf(whole, { ...ttl, TimeToLiveStatus: 'ENABLING' }))).toEqual([]);
  });

  test('that may be deleted, as a restored one, is taken, and that is said', async () => {
    const bare = clientOf({ ...whole, DeletionProtectionEnabled: false });
    expect(await lacking(bare)).toEqual(['The table gatehouse has no deletion protection']);
  });

  const how = 'deploy tools/deploy/templates/table.yaml';
  test.each([
    ['that is not there', clientOf(null), 'There is no table gatehouse'],
    [
      'with another key',
      clientOf({ ...whole, KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] }),
      'The table gatehouse lacks the key pk and sk',
    ],
    [
      'without an index',
      clientOf({ ...whole, GlobalSecondaryIndexes: built.slice(0, 1) }),
      'The table gatehouse lacks the index by_pending_email',
    ],
    [
      'without any index',
      clientOf({ ...whole, GlobalSecondaryIndexes: undefined }),
      'The table gatehouse lacks the index by_time, the index by_pending_email',
    ],
    [
      'whose index is being built',
      clientOf({ ...whole, GlobalSecondaryIndexes: [{ ...built[0], IndexStatus: 'CREATING' }, built[1]] }),
      'The table gatehouse lacks the index by_time',
    ],
    [
      'without TTL',
      clientOf(whole, { TimeToLiveStatus: 'DISABLED' }),
      'The table gatehouse lacks the TTL attribute ttl',
    ],
    [
      'with TTL by another attribute',
      clientOf(whole, { ...ttl, AttributeName: 'expires' }),
      'The table gatehouse lacks the TTL attribute ttl',
    ],
  ])('%s is refused with what it lacks, and with what makes it', async (_what, client, rule) => {
    expect(await lacking(client)).toBe(`MigrationError: ${rule}: ${how}`);
  });
});

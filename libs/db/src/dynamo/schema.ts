// The one table: its key, its two indexes, and the attribute by which DynamoDB drops what has expired.
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** Things of one queue by time: the accounts by when they were made, mails by when they are due, sessions by their last hour. */
export const BY_TIME = { name: 'by_time', hash: 'queue', range: 'at' } as const;

/** Accounts by the address that is pending to them. */
export const BY_PENDING_EMAIL = { name: 'by_pending_email', hash: 'pendingEmail', range: 'pk' } as const;

export type Index = typeof BY_TIME | typeof BY_PENDING_EMAIL;

export const INDEXES: readonly Index[] = [BY_TIME, BY_PENDING_EMAIL];

export const TABLE_KEY = { hash: 'pk', range: 'sk' } as const;

export const TTL_ATTRIBUTE = 'ttl';

/** The attribute names of a key as DynamoDB lists them. */
export const keySchemaOf = ({ hash, range }: { readonly hash: string; readonly range: string }) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

/** The table as it is made, but for its name and what protects it. */
export const TABLE: Omit<CreateTableCommandInput, 'TableName'> = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchemaOf(TABLE_KEY),
  AttributeDefinitions: ['pk', 'sk', 'queue', 'at', 'pendingEmail'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: INDEXES.map((index) => ({
    IndexName: index.name,
    KeySchema: keySchemaOf(index),
    Projection: { ProjectionType: 'KEYS_ONLY' },
  })),
};

// The requests that the stores are made of. A read is consistent unless it goes by an index, and is sent again when it fails; a
// write is sent again only where it is known that it was not carried out.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { faultOf, isRefused, mayPass, wasNotDone } from './faults.ts';
import { keyIn, nameOf, type Key } from './keys.ts';
import type { Index } from './schema.ts';
import { fromAttributes, toAttributes, type Attributes, type Fields } from './values.ts';

/** An expression in which `#name` is an attribute and `:name` one of `values`. */
export interface Expression {
  readonly expression: string;
  readonly values?: Fields;
}

/** The table, for the length of one call of a port. */
export interface Table {
  readonly get: (key: Key) => Promise<Fields | null>;
  /** Those that are there, in the order of the keys. */
  readonly getAll: (keys: readonly Key[]) => Promise<readonly Fields[]>;
  /** All items under one partition key, in the order of their sort keys. */
  readonly list: (pk: string) => Promise<readonly Fields[]>;
  /** The same from the end on, a hundred at a time. */
  readonly listBackwards: (pk: string) => AsyncGenerator<readonly Fields[]>;
  /** The keys that an index holds, so many or a hundred at a time and in its order; it may lag behind the table. */
  readonly keysBy: (index: Index, where: Expression, atOnce: number) => AsyncGenerator<readonly Key[]>;
  /** Whether it is written: false where the condition does not hold. */
  readonly put: (item: Fields & Key, condition?: Expression) => Promise<boolean>;
  /** The item as it is then; null where the condition does not hold. */
  readonly update: (key: Key, change: Expression, condition: Expression) => Promise<Fields | null>;
  /** The item as it was; null where there was none, or the condition does not hold. */
  readonly remove: (key: Key, condition?: Expression) => Promise<Fields | null>;
  /** A moment of random length, longer from time to time, for whoever met another at the same item. */
  readonly pause: () => Promise<void>;
}

/** The condition of a write that is to make an item. */
export const ABSENT: Expression = { expression: 'attribute_not_exists(#pk)' };

interface Sending {
  readonly client: () => DynamoDBClient;
  readonly signal: AbortSignal;
}

/** The requests to `TableName`, none of which is sent any more once `signal` says that the time is over. */
export const requestsTo = (TableName: string, sending: Sending): Table => {
  let pauses = 0;
  const read = <Answer>(request: Request<Answer>) => send(request, sending, mayPass);
  const write = <Answer>(request: Request<Answer>) => send(request, sending, wasNotDone);

  const query = async function* (input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Attributes[]> {
    for (let from: Attributes | undefined, begun = false; !begun || from !== undefined; begun = true) {
      const command = new QueryCommand({ TableName, ...input, ExclusiveStartKey: from });
      const { Items = [], LastEvaluatedKey } = await read((client, options) => client.send(command, options));
      yield Items;
      from = LastEvaluatedKey;
    }
  };
  const getSome = async (keys: readonly Key[]): Promise<Fields[]> => {
    const found: Attributes[] = [];
    for (let Keys: Attributes[] = keys.map((key) => toAttributes(key)); Keys.length > 0;) {
      const command = new BatchGetItemCommand({
        RequestItems: { [TableName]: { Keys, ConsistentRead: true } },
      });
      const answer = await read((client, options) => client.send(command, options));
      found.push(...(answer.Responses?.[TableName] ?? []));
      Keys = answer.UnprocessedKeys?.[TableName]?.Keys ?? [];
      if (Keys.length > 0) await pauseFor(sending.signal);
    }
    return found.map(fromAttributes);
  };

  return {
    get: async (key) => {
      const command = new GetItemCommand({ TableName, Key: toAttributes(key), ConsistentRead: true });
      return fieldsOf((await read((client, options) => client.send(command, options))).Item);
    },
    getAll: async (keys) => {
      const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).entries()];
      const found = await Promise.all(inHundreds(distinct.map(([, key]) => key)).map(getSome));
      const byName = new Map(found.flat().map((item) => [nameOf(keyIn(item)), item]));
      return distinct.map(([name]) => byName.get(name)).filter((item) => item !== undefined);
    },
    list: async (pk) => {
      const items: Attributes[] = [];
      for await (const page of query(allOf(pk))) items.push(...page);
      return items.map(fromAttributes);
    },
    listBackwards: async function* (pk) {
      for await (const page of query({ ...allOf(pk), ScanIndexForward: false, Limit: PAGE }))
        yield page.map(fromAttributes);
    },
    keysBy: async function* ({ name }, where, atOnce) {
      const Limit = Math.min(atOnce, PAGE);
      for await (const page of query({ IndexName: name, ...keysWhere(where), Limit }))
        yield page.map((item) => keyIn(fromAttributes(item)));
    },
    put: async (item, condition) => {
      const command = new PutItemCommand({ TableName, Item: toAttributes(item), ...conditionOf(condition) });
      return (await unlessRefused(write((client, options) => client.send(command, options)))) !== null;
    },
    update: async (key, change, condition) => {
      const command = new UpdateItemCommand({
        TableName,
        Key: toAttributes(key),
        UpdateExpression: change.expression,
        ConditionExpression: condition.expression,
        ...namesAndValues(change, condition),
        ReturnValues: 'ALL_NEW',
      });
      const answer = await unlessRefused(write((client, options) => client.send(command, options)));
      return fieldsOf(answer?.Attributes);
    },
    remove: async (key, condition) => {
      const input = { TableName, Key: toAttributes(key), ReturnValues: 'ALL_OLD' as const };
      const command = new DeleteItemCommand({ ...input, ...conditionOf(condition) });
      const answer = await unlessRefused(write((client, options) => client.send(command, options)));
      return fieldsOf(answer?.Attributes);
    },
    pause: () => pauseFor(sending.signal, LONGEST_PAUSE_MS * 2 ** Math.min(pauses++, MOST_DOUBLINGS)),
  };
};

type Request<Answer> = (
  client: DynamoDBClient,
  options: { readonly abortSignal: AbortSignal },
) => Promise<Answer>;

const ATTEMPTS = 4;
const LONGEST_PAUSE_MS = 25;
const MOST_DOUBLINGS = 5;
/** What a list or an index gives at a time at most, since so many items are read at once. */
const PAGE = 100;

const send = async <Answer>(
  request: Request<Answer>,
  { client, signal }: Sending,
  mayRepeat: (error: unknown) => boolean,
): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request(client(), { abortSignal: signal });
    } catch (error) {
      if (isRefused(error)) throw error;
      if (signal.aborted || attempt >= ATTEMPTS || !mayRepeat(error)) throw faultOf(error);
      await pauseFor(signal, LONGEST_PAUSE_MS * 2 ** attempt);
    }
  }
};

const unlessRefused = <Answer>(answer: Promise<Answer>): Promise<Answer | null> =>
  answer.catch((error: unknown) => {
    if (isRefused(error)) return null;
    throw error;
  });

const pauseFor = async (signal: AbortSignal, longestMs = LONGEST_PAUSE_MS): Promise<void> => {
  try {
    await sleep(Math.random() * longestMs, undefined, { signal });
  } catch (error) {
    throw faultOf(error);
  }
};

const allOf = (pk: string) => ({
  ConsistentRead: true,
  ...keysWhere({ expression: '#pk = :pk', values: { pk } }),
});

const keysWhere = (where: Expression) => ({
  KeyConditionExpression: where.expression,
  ...namesAndValues(where),
});

const conditionOf = (condition: Expression | undefined) =>
  condition && { ConditionExpression: condition.expression, ...namesAndValues(condition) };

const namesAndValues = (...expressions: readonly Expression[]) => {
  const names = expressions.flatMap(({ expression }) => expression.match(/#\w+/g) ?? []);
  const values = expressions.flatMap((each) => Object.entries(each.values ?? {}));
  return {
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
    ...(values.length > 0 && {
      ExpressionAttributeValues: toAttributes(
        Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
      ),
    }),
  };
};

const fieldsOf = (attributes: Attributes | undefined): Fields | null =>
  attributes === undefined ? null : fromAttributes(attributes);

const inHundreds = <T>(all: readonly T[]): readonly T[][] =>
  Array.from({ length: Math.ceil(all.length / 100) }, (_, index) =>
    all.slice(index * 100, (index + 1) * 100),
  );

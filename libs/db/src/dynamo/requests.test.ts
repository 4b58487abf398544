// What AWS answers and the engine of the tests does not: keys that it left over, empty pages before the last one, and throttling.
import { describe, expect, test } from '@jest/globals';
import { DynamoDBServiceException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { keyOf } from './keys.ts';
import { ABSENT, requestsTo } from './requests.ts';
import { BY_TIME } from './schema.ts';
import { toAttributes, type Fields } from './values.ts';

interface Sent {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The table behind a client that gives these answers in turn, and what it was sent. */
const tableThatAnswers = (...answers: readonly (object | Error)[]) => {
  const sent: Sent[] = [];
  const left = [...answers];
  const client = {
    send: async ({ input, constructor }: { readonly input: Sent['input'] }) => {
      sent.push({ name: constructor.name, input });
      const answer = left.shift() ?? {};
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as DynamoDBClient;
  const { signal } = new AbortController();
  return { table: requestsTo('table', { client: () => client, signal }), sent };
};

const failed = (name: string) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: {}, message: 'failed' });

const [one, two, three] = ['one', 'two', 'three'].map((name) => keyOf('value', name)) as [Key, Key, Key];
type Key = ReturnType<typeof keyOf>;
/** What a request for many keys asks of the table. */
const askedOf = ({ input }: Sent) =>
  (input['RequestItems'] as { readonly table: { readonly Keys: object[]; readonly ConsistentRead: boolean } })
    .table;

const attributes = (...items: readonly Fields[]) => items.map(toAttributes);

describe('a read of many keys', () => {
  test('asks again for what was left over, and gives what is there in the order of the keys', async () => {
    const { table, sent } = tableThatAnswers(
      { Responses: { table: attributes(three) }, UnprocessedKeys: { table: { Keys: attributes(one, two) } } },
      { Responses: {}, UnprocessedKeys: { table: { Keys: attributes(one, two) } } },
      { Responses: { table: attributes(one) } },
    );
    expect(await table.getAll([one, two, three, one])).toEqual([one, three]);
    const asked = sent.map(askedOf);
    expect(asked.map(({ Keys }) => Keys.length)).toEqual([3, 2, 2]);
    expect(asked.every(({ ConsistentRead }) => ConsistentRead)).toBe(true);
  });

  test('asks for a hundred at a time', async () => {
    const { table, sent } = tableThatAnswers();
    await table.getAll(Array.from({ length: 250 }, (_, index) => keyOf('value', `${index}`)));
    expect(sent.map((request) => askedOf(request).Keys.length)).toEqual([100, 100, 50]);
  });
});

describe('a list', () => {
  test('goes on behind pages that hold nothing', async () => {
    const { table, sent } = tableThatAnswers(
      { Items: attributes(one), LastEvaluatedKey: { pk: { S: 'a' } } },
      { Items: [], LastEvaluatedKey: { pk: { S: 'b' } } },
      { Items: attributes(two) },
    );
    expect(await table.list('admins')).toEqual([one, two]);
    expect(sent.map(({ input }) => input['ExclusiveStartKey'])).toEqual([
      undefined,
      { pk: { S: 'a' } },
      { pk: { S: 'b' } },
    ]);
    expect(sent.every(({ input }) => input['ConsistentRead'] === true)).toBe(true);
  });

  test('by an index is asked for a page at a time, and for no more than is wanted', async () => {
    const { table, sent } = tableThatAnswers({
      Items: attributes(one),
      LastEvaluatedKey: { pk: { S: 'a' } },
    });
    const where = { expression: '#queue = :queue', values: { queue: 'mails' } };
    for await (const keys of table.keysBy(BY_TIME, where, 5)) {
      expect(keys).toEqual([one]);
      break;
    }
    expect(sent.map(({ input }) => input['Limit'])).toEqual([5]);
  });
});

describe('a request that was not carried out', () => {
  test.each(['ProvisionedThroughputExceededException', 'ThrottlingException'])(
    'because of %s is sent again, a write too, and at the fourth time is store_unavailable',
    async (name) => {
      const passing = tableThatAnswers(failed(name), failed(name));
      expect(await passing.table.put(one, ABSENT)).toBe(true);
      expect(passing.sent).toHaveLength(3);
      const lasting = tableThatAnswers(...Array.from({ length: 9 }, () => failed(name)));
      await expect(lasting.table.put(one, ABSENT)).rejects.toMatchObject({ code: 'store_unavailable' });
      expect(lasting.sent).toHaveLength(4);
    },
  );

  test('or may have been, is sent again where it reads, and never where it writes', async () => {
    const reading = tableThatAnswers(failed('InternalServerError'), { Item: toAttributes(one) });
    expect(await reading.table.get(one)).toEqual(one);
    const writing = tableThatAnswers(failed('InternalServerError'));
    await expect(writing.table.put(one, ABSENT)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(writing.sent).toHaveLength(1);
  });

  test('because its condition did not hold is the answer, and not sent again', async () => {
    const refused = tableThatAnswers(failed('ConditionalCheckFailedException'));
    expect(await refused.table.put(one, ABSENT)).toBe(false);
    expect(refused.sent).toHaveLength(1);
  });
});

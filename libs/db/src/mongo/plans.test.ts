// Every command that the adapters really send, by the server's own plan: each finds what it wants by an index, sorts nothing in memory,
// and looks at hardly more than it takes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { MongoClient, type CommandStartedEvent, type Document } from 'mongodb';
import { everyCall, newSample, reset, type Sample, type StoreCall } from '../contract/every-call.ts';
import {
  NOW,
  at,
  randomId,
  sampleAccount,
  sampleMail,
  sampleRegistration,
  sampleSession,
  sampleToken,
} from '../contract/samples.ts';
import { fill } from '../fill/index.ts';
import type { Database } from '../ports.ts';
import { durableDatabase } from './client.ts';
import { collectionsOf, type MongoConnection } from './connection.ts';
import { openMongo } from './index.ts';
import { createMongoStores } from './stores.ts';
import { TEST_URL, temporaryDatabase } from './temporary.ts';

/** Many enough that a plan which looks at all of them is told from one that does not. */
const OTHERS = 300;

/** What a command may look at besides what it takes. */
const BESIDE = 1;

const EXPLAINED = ['find', 'update', 'delete', 'findAndModify', 'aggregate', 'count', 'distinct'];

/** What names no data: inserts, and what asks for the indexes. */
const UNPLANNED = ['insert', 'listIndexes', 'ping', 'endSessions', 'hello'];

/** What belongs to a sending, and not to the question. */
const ENVELOPE = [
  'lsid',
  'txnNumber',
  '$db',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
];

const describePlans = (engineUrl: string): void => {
  const { url, name, remove } = temporaryDatabase(engineUrl);
  const client = new MongoClient(url, { monitorCommands: true });
  const commands: Document[] = [];
  client.on('commandStarted', ({ command }: CommandStartedEvent) => commands.push({ ...command }));
  const run: MongoConnection['run'] = async (ask, read = (answer) => answer as never) =>
    read(await ask(collectionsOf(durableDatabase(client, name, 2000))));
  const quiet = openMongo({ url, name });
  const watched = createMongoStores({ run, close: () => client.close() }, { onNotice: () => undefined });

  beforeAll(async () => {
    await quiet.migrate();
    await addOthers(url, quiet);
  });
  afterAll(async () => {
    await Promise.all([client.close(), quiet.close()]);
    await remove();
  });

  const sentBy = async (call: StoreCall, sample: Sample): Promise<readonly Document[]> => {
    commands.length = 0;
    await call({ ...quiet, ...watched }, sample);
    return commands.splice(0);
  };

  const faultsOfQuestion = async (command: Document): Promise<readonly string[]> =>
    faultsOf(await client.db(name).command({ explain: questionOf(command), verbosity: 'executionStats' }));

  test.each([...everyCall, ...VARIANTS])(
    '%s goes by an index, sorts nothing, and looks at what it takes',
    async (named, call) => {
      const sample = newSample();
      await reset(quiet, sample, named);
      const sent = await sentBy(call, sample);
      expect(sent).not.toEqual([]);
      await reset(quiet, sample, named);
      for (const command of sent) {
        const kind = Object.keys(command)[0]!;
        expect([...EXPLAINED, ...UNPLANNED]).toContain(kind);
        if (EXPLAINED.includes(kind) && !asksForIndexes(command))
          expect([command, await faultsOfQuestion(command)]).toEqual([command, []]);
      }
    },
  );

  test('a question that no index answers would be told', async () => {
    const question = {
      find: 'users',
      filter: { firstName: 'Ada', lastName: 'Byron' },
      sort: { lastName: 1 },
    };
    const faults = [expect.stringMatching(/SORT|COLLSCAN/), expect.stringMatching(/SORT|COLLSCAN/)];
    const looks = expect.stringMatching(/^looks at 3\d\d and takes 0$/);
    expect(await faultsOfQuestion(question)).toEqual([...faults, looks]);
  });
};

/** What a method sends for other arguments. */
const VARIANTS: typeof everyCall = [
  ['users.list, the first page', ({ users }) => users.list({ limit: 5, after: null })],
  [
    'users.list, a deep page',
    ({ users }) => users.list({ limit: 5, after: { createdAt: at(OTHERS / 2), id: 'z' } }),
  ],
  [
    'users.update, of the email',
    ({ users }, { account: { id, email } }) => users.update(id, { email: `b${email}` }, at(1)),
  ],
  ['users.remove, as it was read', ({ users }, { account }) => users.remove(account.id, 0)],
  ['users.setDisabled, enabling', ({ users }, { account }) => users.setDisabled(account.id, false, at(1), 0)],
];

/** How far the building of indexes is. */
const asksForIndexes = ({ pipeline }: Document): boolean =>
  JSON.stringify(pipeline ?? []).includes('$collStats');

const questionOf = (command: Document): Document =>
  Object.fromEntries(Object.entries(command).filter(([key]) => !ENVELOPE.includes(key)));

interface Plan {
  readonly queryPlanner?: { readonly winningPlan: object };
  readonly executionStats: {
    readonly nReturned: number;
    readonly totalDocsExamined: number;
    readonly executionStages: object;
  };
}

const faultsOf = (plan: Document): readonly string[] => {
  const { queryPlanner, executionStats: stats } = plan as Plan;
  const bad = stagesOf(queryPlanner?.winningPlan).filter((stage) => ['COLLSCAN', 'SORT'].includes(stage));
  const taken = Math.max(stats.nReturned, ...takenBy(stats.executionStages));
  const examined = stats.totalDocsExamined;
  return examined > taken + BESIDE ? [...bad, `looks at ${examined} and takes ${taken}`] : bad;
};

/** The names of all stages, wherever in the plan they stand. */
const stagesOf = (plan: unknown): readonly string[] => {
  if (typeof plan !== 'object' || plan === null) return [];
  const { stage } = plan as { readonly stage?: unknown };
  return [...(typeof stage === 'string' ? [stage] : []), ...Object.values(plan).flatMap(stagesOf)];
};

/** What the stages of writes have changed or removed. */
const takenBy = (stages: unknown): readonly number[] => {
  if (typeof stages !== 'object' || stages === null) return [];
  const { nMatched, nWouldDelete, nReturned } = stages as Readonly<Record<string, unknown>>;
  const own = [nMatched, nWouldDelete, nReturned].filter((count) => typeof count === 'number');
  return [...own, ...Object.values(stages).flatMap(takenBy)];
};

/** Something in each collection that no call is about; among the accounts some admins, among the sessions some that are over. */
const addOthers = async (url: string, { users, registrations, tokens, mails }: Database): Promise<void> => {
  const others = Array.from({ length: OTHERS }, (_, index) => {
    const account = sampleAccount({
      createdAt: at(index),
      roles: index % 10 === 0 ? ['user', 'admin'] : ['user'],
    });
    return { account, sessions: [sampleSession({ accountId: account.id, createdAt: at(index) })] };
  });
  await fill(url, others, () => undefined);
  for (let index = 0; index < 20; index += 1) {
    await users.setPendingEmail(
      others[index]!.account.id,
      { email: 'pending@example.com', id: randomId() },
      NOW,
    );
    await registrations.insert(sampleRegistration());
    await tokens.insert(sampleToken());
    await mails.insert(sampleMail());
  }
};

if (TEST_URL === undefined) leaveOut('MongoDB: the plans of all commands', 'MONGODB_TEST_URL is not set');
else describePlans(TEST_URL);

// What a request has no time left for any more is not begun, whatever it waits for still.
import { afterEach, expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import { sampleAccount } from '../contract/samples.ts';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { StubEngine, type Answers } from './stub-engine.ts';

let engine: StubEngine | undefined;
let database: Database | undefined;
afterEach(async () => {
  await database?.close();
  await engine?.stop();
});

const databaseOn = async (answers: Answers, awake?: Promise<void>): Promise<Database> => {
  engine = new StubEngine(answers, awake);
  return (database = openDatabase(await engine.listen()));
};

const NOTHING = { ok: 1, cursor: { id: 0n, ns: 'a.b', firstBatch: [] } };
const EMAIL_INDEX = { v: 2, key: { email: 1 }, name: 'users_email', unique: true };
const INDEXES = { ok: 1, cursor: { ...NOTHING.cursor, firstBatch: [EMAIL_INDEX] } };

/** For a request of so many milliseconds. */
const BUDGET_MS = 50;

/** The names of the commands that have come by when others, sent later, are answered. */
const commandsOf = async ({ sessions }: Database): Promise<readonly string[]> => {
  for (let read = 0; read < 3; read += 1) await sessions.findById('any');
  return engine!.commands;
};

test('no account is made once the look at the index on the email was late', async () => {
  const { promise: looked, resolve: look } = Promise.withResolvers<void>();
  const on = await databaseOn((command) => {
    if ('listIndexes' in command) return looked.then(() => INDEXES);
    return 'find' in command ? NOTHING : undefined;
  });
  await on.sessions.findById('any');
  await expectUnavailable(withBudget(BUDGET_MS, () => on.users.insert(sampleAccount())));
  look();
  expect(await commandsOf(on)).not.toContain('insert');
});

test('no session is ended once the engine was found too late', async () => {
  const { promise: awake, resolve: wake } = Promise.withResolvers<void>();
  const on = await databaseOn((command) => ('find' in command ? NOTHING : undefined), awake);
  await expectUnavailable(withBudget(BUDGET_MS, () => on.sessions.end('any')));
  wake();
  expect(await commandsOf(on)).not.toContain('findAndModify');
});

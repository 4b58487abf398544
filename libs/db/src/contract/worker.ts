// A second process on a store, driven by lines of JSON on its standard input; run by `processes.ts`, never imported.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../open.ts';
import { randomId, rotated, sampleAccount } from './samples.ts';
import type { WorkerTask } from './worker-task.ts';

const database = openDatabase(String(process.argv[2]));

const answer = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

/** Which of the emails this process could take. */
const takeEmails = async (emails: readonly string[]): Promise<string[]> => {
  const taken: string[] = [];
  for (const email of emails) {
    try {
      await database.users.insert(sampleAccount({ email }));
      taken.push(email);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'email_taken') throw error;
    }
  }
  return taken;
};

/** How many of the swaps up to generation `until` this process won. */
const rotate = async (familyDigest: string, until: number): Promise<number> => {
  for (let won = 0; ;) {
    const session = await database.sessions.findByFamily(familyDigest);
    if (!session || session.generation >= until) return won;
    if (await database.sessions.swap(rotated(session), session.generation)) won += 1;
  }
};

/** Inserts for ever and names each account once it is acknowledged; ends with the process. */
const insertForEver = async (): Promise<never> => {
  for (;;) {
    const account = sampleAccount();
    await database.users.insert(account);
    answer(account.id);
  }
};

/** Says 'armed', and calls when the timer fires: ahead of all that has come to its sockets by then. */
const callLater = async ({ call, pauseMs }: Extract<WorkerTask, { kind: 'call-later' }>): Promise<string> => {
  answer('armed');
  await sleep(pauseMs);
  const called =
    call === 'read' ? database.users.findById('any') : database.values.set(randomId(), 'any value');
  return called.then(
    () => 'done',
    (error: { readonly code?: string; readonly cause?: unknown }) => `${error.code}: ${String(error.cause)}`,
  );
};

const perform = async (task: WorkerTask): Promise<unknown> => {
  if (task.kind === 'migrate') return database.migrate().then(() => 'migrated');
  if (task.kind === 'take-emails') return takeEmails(task.emails);
  if (task.kind === 'rotate') return rotate(task.familyDigest, task.until);
  if (task.kind === 'call-later') return callLater(task);
  return insertForEver();
};

answer('ready');
for await (const line of createInterface({ input: process.stdin })) {
  answer(await perform(JSON.parse(line) as WorkerTask));
}
await database.close();

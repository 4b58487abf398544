// The walk over all ways and moments to break the connection to an engine under a call, for the tests of both lengths.
import { isDeepStrictEqual } from 'node:util';
import { withBudget } from '@gatehouse/deadline';
import { BREAKS, waitUntil, type Break, type Moment } from '@gatehouse/test-support';
import { everyCall, lookAt, newSample, reset, type Sample, type StoreCall } from '../contract/every-call.ts';
import type { Database } from '../ports.ts';
import { breakableDatabase } from './breakable.ts';

/** Short, since a driver that has lost its way notices after half of it; a machine that is too slow for it only waits longer. */
const TIMEOUT_MS = 600;

/** A monitor that looks again soon, since the driver waits for it after a break; and no write that arrives later. */
const PARAMETERS = { minHeartbeatFrequencyMS: '10', retryWrites: 'false' };

/** A silence has to be waited out; all else is noticed at once. */
const SILENCE_MS = 30;

/** Each waits most of its time. */
const CALLS_AT_ONCE = 20;

/** When to break a call in this way that takes so many bytes of answers. */
export type MomentsOf = (answeredBytes: number, how: Break) => readonly Moment[];

/** What went wrong in each call, broken in each way at these moments; nothing when all is well. */
export const breakEveryCall = async (engineUrl: string, momentsOf: MomentsOf): Promise<readonly string[]> => {
  const left = [...everyCall];
  const faults: string[] = [];
  const walkOn = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      faults.push(...(await breakCall(engineUrl, { name: next[0], call: next[1], momentsOf })));
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, walkOn));
  return faults;
};

interface Walk {
  readonly name: string;
  readonly call: StoreCall;
  readonly momentsOf: MomentsOf;
}

const breakCall = async (engineUrl: string, walk: Walk): Promise<readonly string[]> => {
  const subject = await openSubject(engineUrl, walk.name);
  try {
    const expected = await rehearse(subject, walk);
    const faults: string[] = [];
    for (const how of BREAKS)
      for (const moment of walk.momentsOf(expected.answeredBytes, how)) {
        const fault = await breakOnce(subject, walk, { how, moment }, expected);
        if (fault !== null) faults.push(`${walk.name}, ${how} at ${moment}: ${fault}`);
      }
    return faults;
  } finally {
    await subject.remove();
  }
};

const openSubject = async (engineUrl: string, name: string) => {
  const { proxy, direct, open, remove } = await breakableDatabase(engineUrl, PARAMETERS);
  const handle = handleOn(() => open({ timeoutMs: TIMEOUT_MS }), STEPWISE.includes(name));
  const removeAll = async (): Promise<void> => {
    await handle.close();
    await remove();
  };
  return { proxy, direct, handle, sample: newSample(), remove: removeAll };
};

type Subject = Awaited<ReturnType<typeof openSubject>>;

/**
 * Calls of two commands: what was given up between them would send the second one later, into the next step of the walk. The
 * first email that a process sets asks for the index as well.
 */
const STEPWISE = ['users.insert', 'users.insertMany', 'users.confirmPendingEmail', 'sessions.dropExpired'];

/** One open database for a whole walk, or a new one for each step. */
const handleOn = (open: () => Database, perStep: boolean) => {
  let database = open();
  return {
    current: () => database,
    next: async () => {
      if (!perStep) return;
      await database.close();
      database = open();
    },
    close: () => database.close(),
  };
};

/** What the call answers and leaves behind when nothing is broken. */
const rehearse = async ({ proxy, direct, handle, sample }: Subject, { name, call }: Walk) =>
  waitUntil(`${name} is answered`, async () => {
    await handle.next();
    await reset(direct, sample, name);
    const before = await lookAt(direct, sample);
    proxy.heal();
    const answer = await call(handle.current(), sample);
    const { answeredBytes } = proxy;
    return { before, answer, after: await lookAt(direct, sample), answeredBytes };
  });

type Expected = Awaited<ReturnType<typeof rehearse>>;

interface Fault {
  readonly how: Break;
  readonly moment: Moment;
}

const breakOnce = async (
  { proxy, direct, handle, sample }: Subject,
  { name, call }: Walk,
  { how, moment }: Fault,
  expected: Expected,
): Promise<string | null> => {
  await handle.next();
  if (!isDeepStrictEqual(await lookAt(direct, sample), expected.before)) await reset(direct, sample, name);
  proxy.arm(how, moment);
  const isSilent = how === 'stall' || moment === 'connect';
  const budgetMs = isSilent ? SILENCE_MS : TIMEOUT_MS;
  const outcome = await outcomeOf(() => withBudget(budgetMs, () => call(handle.current(), sample)));
  proxy.heal();
  return judge(outcome, await lookAfter(handle.current(), sample), expected);
};

type Outcome = { readonly answer: unknown } | { readonly error: unknown };

const outcomeOf = async (call: () => Promise<unknown>): Promise<Outcome> => {
  try {
    return { answer: await call() };
  } catch (error) {
    return { error };
  }
};

/**
 * The same open database works again: at once, or when it has noticed that its driver no longer looks for the engine, which
 * takes a step of the driver. A database that never does is not waited for for ever.
 */
const lookAfter = (database: Database, sample: Sample): Promise<unknown> =>
  waitUntil('the database works again', () => lookAt(database, sample));

const judge = (outcome: Outcome, seen: unknown, { answer, before, after }: Expected): string | null => {
  const isDone = isDeepStrictEqual(seen, after);
  if (!isDone && !isDeepStrictEqual(seen, before)) return `left ${JSON.stringify(seen)}`;
  if ('error' in outcome) return isUnavailable(outcome.error) ? null : `threw ${causeOf(outcome.error)}`;
  if (!isDeepStrictEqual(outcome.answer, answer)) return `answered ${JSON.stringify(outcome.answer)}`;
  return isDone ? null : 'answered, and what it answered for is not there';
};

const isUnavailable = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | null)?.code === 'store_unavailable';

const causeOf = (error: unknown): string => {
  const { cause } = Object(error) as { readonly cause?: unknown };
  return cause === undefined ? String(error) : `${String(error)} (${causeOf(cause)})`;
};

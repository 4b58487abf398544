// Sessions in DynamoDB: one item by the family's digest, moved by compare-and-swap on its generation. What leads to it by its id
// and by its account is written before it, read consistently, and asked of the session itself what it says.
import type { Session } from '@gatehouse/sessions';
import { SESSIONS_LISTED } from '../limits.ts';
import type { SessionStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { Running } from './connection.ts';
import { keyOf, listOf } from './keys.ts';
import { quietly } from './quietly.ts';
import { ABSENT, type Expression, type Table } from './requests.ts';
import { BY_TIME } from './schema.ts';
import {
  hourAfter,
  membersOf,
  SESSION_QUEUES,
  sessionKey,
  signpostKeysOf,
  signpostsOf,
  toSession,
} from './session-items.ts';
import { timeOf } from './times.ts';
import { textIn, type Fields } from './values.ts';
import { walk } from './walk.ts';

/** A session of this family was there: digests are random, so that it is a fault of the caller. */
export class FamilyTakenError extends Error {
  override readonly name = 'FamilyTakenError';
}

/** A swap whose answer was lost is never sent again, as in the MongoDB adapter: by then another may have swapped in turn. */
export const createDynamoSessionStore = ({ run }: Running): SessionStore => ({
  insert: (session) => run((table) => insert(table, session)),
  findByFamily: (familyDigest) => run((table) => findByFamily(table, familyDigest)),
  findById: (id) => run((table) => findById(table, id)),
  swap: (next, expected) =>
    run(async (table) => {
      const current = { expression: '#generation = :expected', values: { expected } };
      return (await table.update(sessionKey(next.familyDigest), setting(membersOf(next)), current)) !== null;
    }),
  adoptEpoch: (familyDigest, { from, to }) =>
    run(async (table) => {
      const expression = 'SET #epoch = :to ADD #generation :one';
      const current = { expression: '#epoch = :from', values: { from } };
      const change = { expression, values: { to, one: 1 } };
      return (await table.update(sessionKey(familyDigest), change, current)) !== null;
    }),
  end: (familyDigest) => run((table) => end(table, familyDigest)),
  listByAccount: (accountId, now) =>
    run(async (table) => {
      const live: Session[] = [];
      for await (const sessions of sessionsOf(table, accountId)) {
        live.push(...sessions.filter(({ expiresAt }) => expiresAt > now));
        if (live.length >= SESSIONS_LISTED) break;
      }
      return live.slice(0, SESSIONS_LISTED);
    }),
  dropEndedOf: (accountId, epoch) =>
    run(async (table) => {
      const still = { expression: '#epoch < :epoch', values: { epoch } };
      for await (const sessions of sessionsOf(table, accountId)) {
        const ended = sessions.filter((session) => session.epoch < epoch);
        await Promise.all(ended.map(({ familyDigest }) => end(table, familyDigest, still)));
      }
    }),
  dropExpired: (now, limit) => run((table) => dropExpired(table, now, limit)),
});

const insert = async (table: Table, session: Session): Promise<void> => {
  const item = { ...sessionKey(session.familyDigest), ...membersOf(session) };
  await Promise.all(signpostsOf(session).map((signpost) => table.put(signpost)));
  if (!(await table.put(item, ABSENT)))
    throw new FamilyTakenError('A session of this family is there already');
};

const findByFamily = async (table: Table, familyDigest: string): Promise<Session | null> => {
  const item = await table.get(sessionKey(familyDigest));
  return item && toSession(item);
};

const findById = async (table: Table, id: string): Promise<Session | null> => {
  const signpost = await table.get(keyOf('session-id', id));
  const session = signpost && (await findByFamily(table, textIn(signpost, 'familyDigest')));
  return session?.id === id ? session : null;
};

/** Every member but the key; what a newer release may have added stays. */
const setting = (members: Fields): Expression => {
  const named = Object.keys(members).map((name) => `#${name} = :${name}`);
  return { expression: `SET ${named.join(', ')}`, values: members };
};

const end = async (table: Table, familyDigest: string, condition?: Expression): Promise<Session | null> => {
  const item = await table.remove(sessionKey(familyDigest), condition);
  if (item === null) return null;
  const session = toSession(item);
  await Promise.all(signpostKeysOf(session).map((key) => quietly(table.remove(key))));
  return session;
};

/** All sessions of an account, newest first, a hundred of the list at a time. */
const sessionsOf = async function* (table: Table, accountId: string): AsyncGenerator<readonly Session[]> {
  for await (const entries of table.listBackwards(listOf('sessions-of', requireText(accountId)))) {
    const items = await table.getAll(entries.map((entry) => sessionKey(textIn(entry, 'familyDigest'))));
    yield items.map(toSession).filter((session) => session.accountId === accountId);
  }
};

/** DynamoDB does this by itself within some days; the expiry is asked again, should one have been extended. */
const dropExpired = async (table: Table, now: Date, limit: number): Promise<number> => {
  const still = { expression: '#expiresAt <= :now', values: { now: timeOf(now) } };
  let dropped = 0;
  for (const queue of SESSION_QUEUES) {
    const expired = await expiredIn(table, queue, now, limit - dropped);
    const ended = await Promise.all(expired.map(({ familyDigest }) => end(table, familyDigest, still)));
    dropped += ended.filter((session) => session !== null).length;
    if (dropped >= limit) break;
  }
  return dropped;
};

const expiredIn = (table: Table, queue: string, now: Date, limit: number): Promise<readonly Session[]> => {
  const values = { queue, until: timeOf(hourAfter(now)) };
  const where = { expression: '#queue = :queue AND #at <= :until', values };
  return walk(table, { index: BY_TIME, where, limit }, async (keys) =>
    (await table.getAll(keys)).map(toSession).filter(({ expiresAt }) => expiresAt <= now),
  );
};

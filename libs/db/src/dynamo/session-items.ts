// A session as an item, and the two that lead to it: by its public id, and in the list of its account.
import type { Predecessor, Session } from '@gatehouse/sessions';
import { requireText } from '../text.ts';
import { entryOf, keyOf, listOf, type Key } from './keys.ts';
import { BY_TIME } from './schema.ts';
import { dateOf, placeOf, timeOf, ttlOf } from './times.ts';
import { textIn, type Fields, type Value } from './values.ts';

export const sessionKey = (familyDigest: string): Key => keyOf('session', familyDigest);

/** What leads to a session, for as long as it may live. */
export const signpostsOf = (session: Session): readonly (Fields & Key)[] => {
  const ttl = ttlOf(new Date(Math.max(+session.absoluteExpiresAt, +session.expiresAt)));
  const { familyDigest } = session;
  return signpostKeysOf(session).map((key) => ({ ...key, familyDigest, ttl }));
};

/** The list is by time, so that its end is the newest. */
export const signpostKeysOf = ({ id, accountId, createdAt }: Session): readonly Key[] => [
  keyOf('session-id', id),
  entryOf(listOf('sessions-of', accountId), placeOf(createdAt, id)),
];

/** All that a session is, its key aside. */
export const membersOf = (session: Session): Fields => ({
  id: requireText(session.id),
  familyDigest: requireText(session.familyDigest),
  accountId: requireText(session.accountId),
  epoch: session.epoch,
  generation: session.generation,
  currentDigest: requireText(session.currentDigest),
  predecessor: session.predecessor && predecessorValue(session.predecessor),
  answeredLateAt: session.answeredLateAt.map(timeOf),
  replayedElsewhereAt: session.replayedElsewhereAt.map(timeOf),
  amr: session.amr.map(requireText),
  authenticatedAt: timeOf(session.authenticatedAt),
  createdAt: timeOf(session.createdAt),
  lastUsedAt: timeOf(session.lastUsedAt),
  absoluteExpiresAt: timeOf(session.absoluteExpiresAt),
  expiresAt: timeOf(session.expiresAt),
  userAgent: requireText(session.userAgent),
  address: requireText(session.address),
  ttl: ttlOf(session.expiresAt),
  [BY_TIME.hash]: queueOf(session.familyDigest),
  [BY_TIME.range]: timeOf(hourAfter(session.expiresAt)),
});

const predecessorValue = ({ usedAt, ...predecessor }: Predecessor): Value => ({
  ...predecessor,
  usedAt: timeOf(usedAt),
});

export const toSession = (item: Fields): Session => ({
  id: textIn(item, 'id'),
  familyDigest: textIn(item, 'familyDigest'),
  accountId: textIn(item, 'accountId'),
  epoch: Number(item['epoch']),
  generation: Number(item['generation']),
  currentDigest: textIn(item, 'currentDigest'),
  predecessor: toPredecessor(item['predecessor'] as Fields | null),
  answeredLateAt: (item['answeredLateAt'] as readonly string[]).map(dateOf),
  replayedElsewhereAt: (item['replayedElsewhereAt'] as readonly string[]).map(dateOf),
  amr: item['amr'] as readonly string[],
  authenticatedAt: dateOf(textIn(item, 'authenticatedAt')),
  createdAt: dateOf(textIn(item, 'createdAt')),
  lastUsedAt: dateOf(textIn(item, 'lastUsedAt')),
  absoluteExpiresAt: dateOf(textIn(item, 'absoluteExpiresAt')),
  expiresAt: dateOf(textIn(item, 'expiresAt')),
  userAgent: textIn(item, 'userAgent'),
  address: textIn(item, 'address'),
});

const toPredecessor = (stored: Fields | null): Predecessor | null =>
  stored && { ...(stored as unknown as Predecessor), usedAt: dateOf(textIn(stored, 'usedAt')) };

/**
 * The queues of sessions by the hour after which they have expired: several, since one would be written to by every login of all,
 * and by the hour, so that few rotations move a session in it.
 */
export const SESSION_QUEUES = Array.from({ length: 8 }, (_, number) => `sessions-${number}`);

const queueOf = (familyDigest: string): string =>
  SESSION_QUEUES[(familyDigest.codePointAt(0) ?? 0) % SESSION_QUEUES.length]!;

const HOUR_MS = 3_600_000;

export const hourAfter = (date: Date): Date => new Date(Math.ceil(date.getTime() / HOUR_MS) * HOUR_MS);

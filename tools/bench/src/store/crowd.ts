// The accounts that a store is filled with, each known by its number alone, so that a million of them take no memory.
import { hash } from 'node:crypto';
import { newAccount, type Account } from '@gatehouse/db';
import type { Filled } from '@gatehouse/db/fill';
import { openSession, type Session } from '@gatehouse/sessions';

export const SESSIONS_PER_ACCOUNT = 3;

/** The defaults of the apps. */
export const LIFETIMES = { idleTtlSeconds: 2_592_000, absoluteTtlSeconds: 15_552_000, graceSeconds: 60 };

/** As one that was made by argon2id, in length and kind. */
const PASSWORD_HASH = `$argon2id$v=19$m=19456,t=2,p=1$${'c2FsdHNhbHRzYWx0c2Fs'}$${'aGFzaA'.repeat(7)}a`;

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0';

/** All that make up a crowd, the oldest first: a second lies between two. */
export function* crowdOf(size: number, now: Date): Generator<Filled> {
  for (let number = 0; number < size; number += 1) {
    const account = accountAt(number, new Date(now.getTime() - (size - number) * 1000));
    yield { account, sessions: sessionsOf(number, now) };
  }
}

export const accountAt = (number: number, now: Date): Account =>
  newAccount({
    id: idOf(number),
    ...{ firstName: 'Ada', lastName: 'Lovelace', email: emailOf(number), passwordHash: PASSWORD_HASH, now },
  });

/** In no order, as random ids are. */
export const idOf = (number: number): string => digest(`account ${number}`).slice(0, 22);

export const emailOf = (number: number): string =>
  `${digest(`email ${number}`).slice(0, 12)}@example.com`.toLowerCase();

export const familyOf = (number: number, session: number): string => digest(`family ${number} ${session}`);

/** Opened as a login does; what is random there is told by the number here, so that a session can be found again. */
const sessionAt = (number: number, session: number, now: Date): Session => {
  const id = digest(`session ${number} ${session}`).slice(0, 22);
  const signIn = {
    id,
    accountId: idOf(number),
    epoch: 0,
    amr: ['pwd'],
    userAgent: USER_AGENT,
    address: '192.0.2.1',
  };
  const { session: opened } = openSession(signIn, { now, lifetimes: LIFETIMES, random: NOT_RANDOM });
  return {
    ...opened,
    familyDigest: familyOf(number, session),
    currentDigest: digest(`tail ${number} ${session}`),
  };
};

const sessionsOf = (number: number, now: Date): readonly Session[] =>
  Array.from({ length: SESSIONS_PER_ACCOUNT }, (_, session) => sessionAt(number, session, now));

const NOT_RANDOM = (size: number): Buffer => Buffer.alloc(size);

const digest = (text: string): string => hash('sha256', text, 'base64url');

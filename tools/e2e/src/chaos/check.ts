// The end of a run: what was answered against what is stored, of every life, directly and through the gateway.
import type { Document } from 'mongodb';
import type { Life } from './life.ts';
import type { Outbox } from './outbox.ts';
import { pairsOf, tryPassword } from './sign-in.ts';
import type { Stored } from './stored.ts';

/** Notes as doubts whatever of a life is stored otherwise than it was answered. */
export const checkStored = (lives: readonly Life[], { users, sessions }: Stored): void => {
  for (const life of checked(lives)) {
    const own = users.filter(({ _id, email }) => _id === life.id || life.email.may(email as string));
    checkAccount(life, own);
    checkSessions(life, own, sessions);
  }
};

/** Accounts that belong to no life, and are not of those `known`; a sentence each. */
export const strangersIn = (
  { users }: Stored,
  lives: readonly Life[],
  known: readonly string[],
): readonly string[] => {
  const ids = new Set(lives.map(({ id }) => id));
  const emails = new Set([...known, ...lives.flatMap(({ email }) => email.values)]);
  return users
    .filter(({ _id, email }) => !ids.has(String(_id)) && !emails.has(email as string))
    .map(({ _id }) => `the account ${String(_id)} is nobody's`);
};

/** Lives of which something was doubted before are told already. */
const checked = (lives: readonly Life[]): readonly Life[] => lives.filter((life) => !isDoubted(life));

const isDoubted = (life: Life): boolean => life.world.journal.doubts.some((doubt) => doubt.life === life);

const checkAccount = (life: Life, own: readonly Document[]): void => {
  if (own.length > 1) return life.doubt(`${own.length} accounts are stored`);
  const [user] = own;
  if (!life.exists.may(user !== undefined))
    return life.doubt(user === undefined ? 'the account is not stored' : 'an erased account is stored');
  if (user === undefined) return;
  life.saw(life.email, user['email'] as string, 'the stored email');
  life.saw(life.firstName, user['firstName'] as string, 'the stored first name');
  life.saw(life.roles, (user['roles'] as string[]).join(), 'the stored roles');
};

/** Each login makes one session at most; the last one that nothing may have ended is there. */
const checkSessions = (life: Life, [user]: readonly Document[], sessions: readonly Document[]): void => {
  const own = sessions.filter(({ accountId }) => accountId === life.id);
  if (own.length > life.loginsSent) life.doubt(`${own.length} sessions of ${life.loginsSent} logins`);
  const standing = own.filter(({ epoch }) => epoch === user?.['epoch']);
  if (life.tokens !== null && life.isSessionSure && standing.length === 0)
    life.doubt('the session that was opened last is not stored');
};

/** Signs in with everything that may be right: one pair is. The session goes on, and those that were ended do not. */
export const checkThroughGateway = async (lives: readonly Life[]): Promise<void> => {
  const left = [...checked(lives)];
  const checkOn = async (): Promise<void> => {
    for (let life = left.pop(); life !== undefined; life = left.pop()) {
      await checkSession(life);
      await checkEnded(life);
      await checkPasswords(life);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, checkOn));
};

const AT_ONCE = 4;

const checkSession = async (life: Life): Promise<void> => {
  if (life.tokens === null || !life.isSessionSure) return;
  const { refresh_token } = life.tokens;
  const answer = await life.call('POST', '/auth/refresh', { body: { refresh_token } });
  if (answer?.status !== 200) life.doubt(`the last refresh token answers ${answer?.body.code}`);
};

const checkEnded = async (life: Life): Promise<void> => {
  if (life.endedToken === null) return;
  const answer = await life.call('POST', '/auth/refresh', { body: { refresh_token: life.endedToken } });
  if (answer?.status !== 400) life.doubt('a session that was ended goes on');
};

const checkPasswords = async (life: Life): Promise<void> => {
  let right = 0;
  for (const [email, password] of pairsOf(life))
    if ((await tryPassword(life, email, password))?.status === 200) right += 1;
  const fits = right === 1 ? life.exists.may(true) : right === 0 && life.exists.may(false);
  if (!fits) life.doubt(`${right} of ${pairsOf(life).length} logins that may be right succeed`);
};

/** Every account that was acknowledged has its mail, in the outbox or waiting for it; so has every change of a password. */
export const checkMails = async (
  lives: readonly Life[],
  outbox: Outbox,
  { mails }: Stored,
): Promise<void> => {
  const waiting = new Set(mails.map(({ accountId }) => accountId as unknown));
  for (const life of checked(lives)) {
    if (!life.exists.known || !life.exists.isSure || life.emailMoved || waiting.has(life.id)) continue;
    const address = life.email.known;
    if ((await outbox.mailsTo(address, 'verify_email')).length === 0)
      life.doubt('the account has got no mail with its link');
    if ((await outbox.mailsTo(address, 'password_changed')).length < life.passwordsChanged)
      life.doubt('a change of the password has got no mail');
  }
};

// The challenge between a right password and its second factor: made by a login, found again by whoever completes it.
import { randomBytes } from 'node:crypto';
import type { Audit } from '@gatehouse/audit';
import type { Account, OneTimeToken, OneTimeTokenStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import {
  bindingOf,
  CHALLENGE_SECONDS,
  CHALLENGE_TRIES,
  challengeOf,
  enrolledIn,
  type Challenge,
} from '@gatehouse/factors';
import type { CountedAttempt } from '@gatehouse/limits';
import { digestOf } from '@gatehouse/sessions';

export interface ChallengeDeps {
  readonly tokens: Pick<OneTimeTokenStore, 'insert'>;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** Ends a login whose password was right with `second_factor_required`, which names what completes it. */
export const challenge = async (
  { tokens, audit, now }: ChallengeDeps,
  account: Account,
  { receipt }: Pick<CountedAttempt, 'receipt'>,
): Promise<never> => {
  const challengeToken = randomBytes(32).toString('base64url');
  await tokens.insert({
    digest: challengeDigestOf(challengeToken),
    kind: 'login_challenge',
    accountId: account.id,
    binding: bindingOf(account, receipt),
    triesLeft: CHALLENGE_TRIES,
    expiresAt: new Date(now().getTime() + CHALLENGE_SECONDS * 1000),
  });
  await audit({ event: 'login_challenged', subject: account.id, email: account.email });
  const secondFactor = { challenge_token: challengeToken, factors: enrolledIn(account.factors) };
  throw new GatehouseError('second_factor_required', { secondFactor });
};

/** Of this purpose alone, so that a token of another kind is no challenge, and is not touched when somebody tries it as one. */
const challengeDigestOf = (challengeToken: string): string => digestOf(`login challenge ${challengeToken}`);

/** A challenge that holds, and the account that it is for, as it is now. */
export interface HeldChallenge {
  readonly digest: string;
  readonly challenge: Challenge;
  readonly account: Account;
}

export interface FindChallengeDeps {
  readonly tokens: Pick<OneTimeTokenStore, 'find'>;
  readonly users: Pick<UserStore, 'findById'>;
  readonly now: () => Date;
}

export interface TryChallengeDeps extends Pick<FindChallengeDeps, 'users' | 'now'> {
  readonly tokens: Pick<OneTimeTokenStore, 'countTry'>;
}

/** The challenge of this token, of which no try is taken. Throws `invalid_grant`, whatever is wrong with it. */
export const findChallenge = async (
  { tokens, ...deps }: FindChallengeDeps,
  challengeToken: string,
): Promise<HeldChallenge> => held(deps, await tokens.find(challengeDigestOf(challengeToken)));

/** The same, and takes one of its tries, before anything that comes with it is looked at. */
export const tryChallenge = async (
  { tokens, ...deps }: TryChallengeDeps,
  challengeToken: string,
): Promise<HeldChallenge> => held(deps, await tokens.countTry(challengeDigestOf(challengeToken)));

const held = async (
  { users, now }: Pick<FindChallengeDeps, 'users' | 'now'>,
  token: OneTimeToken | null,
): Promise<HeldChallenge> => {
  if (token === null || token.expiresAt <= now()) throw new GatehouseError('invalid_grant');
  const account = await users.findById(token.accountId);
  return { digest: token.digest, ...holding(token.binding, account) };
};

/** What still holds. Throws `invalid_grant` for an account that is gone, disabled, or another than it was. */
const holding = (binding: string, account: Account | null): Omit<HeldChallenge, 'digest'> => {
  const challenge = account === null || account.disabled ? null : challengeOf(binding, account);
  if (account === null || challenge === null) throw new GatehouseError('invalid_grant');
  return { challenge, account };
};

// The challenges that passkeys answer, each once: kept for an account, or sealed for nobody known.
import { randomBytes } from 'node:crypto';
import { renewedKeyOf, type OneTimeTokenStore, type ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import {
  challengeOf,
  digestOfChallenge,
  endOfChallenge,
  endOfSealed,
  endOfUse,
  newChallenge,
  sealedChallenge,
  type AssertionCredential,
  type CreationCredential,
} from '@gatehouse/passkeys';

export interface ChallengeDeps {
  readonly tokens: Pick<OneTimeTokenStore, 'insert' | 'find' | 'spend'>;
  readonly now: () => Date;
}

export interface SealedChallengeDeps {
  readonly tokens: Pick<OneTimeTokenStore, 'insert'>;
  readonly values: Pick<ValueStore, 'keep'>;
  readonly now: () => Date;
}

/** For whom a challenge is kept, and for what: to add a passkey, or the digest of the login that it completes. */
export interface Purpose {
  readonly accountId: string;
  readonly binding: string;
}

/** What a challenge is bound to that adds a passkey. */
export const ENROLMENT = 'enrol';

/** A new challenge, of which the store keeps a digest. */
export const keepChallenge = async (
  { tokens, now }: Pick<ChallengeDeps, 'tokens' | 'now'>,
  { accountId, binding }: Purpose,
): Promise<string> => {
  const challenge = newChallenge(randomBytes);
  const digest = digestOfChallenge(challenge);
  const expiresAt = endOfChallenge(now());
  await tokens.insert({ digest, kind: 'passkey_challenge', accountId, binding, triesLeft: 1, expiresAt });
  return challenge;
};

/**
 * The challenge that the credential has to answer, which is spent by this, whether or not it verifies. Throws `invalid_grant` for one
 * that is unknown, spent, late, of another account or made for something else, and changes nothing then.
 */
export const takeChallenge = async (
  { tokens, now }: ChallengeDeps,
  credential: CreationCredential | AssertionCredential,
  { accountId, binding }: Purpose,
): Promise<string> => {
  const challenge = challengeOf(credential);
  if (challenge === null) return unanswered();
  const kept = await tokens.find(digestOfChallenge(challenge));
  const isOurs =
    kept?.kind === 'passkey_challenge' &&
    kept.accountId === accountId &&
    kept.binding === binding &&
    kept.expiresAt > now();
  if (!isOurs || (await tokens.spend(kept.digest)) === null) throw new GatehouseError('invalid_grant');
  return challenge;
};

/** A new challenge for a sign-in of nobody known; the store keeps nothing. */
export const sealChallenge = async ({
  values,
  now,
}: Pick<SealedChallengeDeps, 'values' | 'now'>): Promise<string> =>
  sealedChallenge(await renewedKeyOf(values, SEALING), { now: now(), random: randomBytes });

/** The sealed challenge that the credential has to answer, whose use is written down by this. Throws `invalid_grant`. */
export const takeSealedChallenge = async (
  { tokens, values, now }: SealedChallengeDeps,
  credential: AssertionCredential,
): Promise<string> => {
  const challenge = challengeOf(credential);
  if (challenge === null) return unanswered();
  const end = endOfSealed(await renewedKeyOf(values, SEALING), challenge, now());
  if (end === null || !(await tokens.insert(useOf(challenge, end))))
    throw new GatehouseError('invalid_grant');
  return challenge;
};

/** For a credential in which no challenge can be read: one that nobody has seen, so that it does not verify. */
const unanswered = (): string => newChallenge(randomBytes);

/** The purpose that the key is derived for; another key after a restore, whose store does not know which of them were used. */
const SEALING = 'passkey challenges';

/** Of no account: nobody has proved to be one by then. */
const useOf = (challenge: string, end: Date) => ({
  digest: digestOfChallenge(challenge),
  kind: 'passkey_used' as const,
  accountId: '',
  binding: '',
  triesLeft: 0,
  expiresAt: endOfUse(end),
});

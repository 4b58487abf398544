// A challenge: the password was right, and the second factor is asked for. It holds for the account as it was then.
import type { Factors } from './factors.ts';

/** For how long a challenge can be answered, and how often. */
export const CHALLENGE_SECONDS = 300;
export const CHALLENGE_TRIES = 5;

/** What a challenge depends on. The epoch grows with every factor that is added or removed, and with a change of status. */
export interface ChallengedAccount {
  readonly epoch: number;
  /** Grows with every change of password or email. */
  readonly credentialGeneration: number;
  readonly factors: Pick<Factors, 'recoveryDigests'>;
}

export interface Challenge {
  /** The session opens with it, so that what ends all sessions ends this one too. */
  readonly epoch: number;
  readonly credentialGeneration: number;
  readonly recoveryDigests: readonly string[];
  /** Where the attempt at the password was counted; completing the login takes it back. */
  readonly receipt: string;
}

/** The challenge as the text that is stored with its token. */
export const bindingOf = (
  { epoch, credentialGeneration, factors }: ChallengedAccount,
  receipt: string,
): string => {
  const { recoveryDigests } = factors;
  return JSON.stringify({ epoch, credentialGeneration, recoveryDigests, receipt } satisfies Challenge);
};

/** The challenge of that text if it holds for the account as it is now, or null. Using a code voids none; making new ones does. */
export const challengeOf = (binding: string, account: ChallengedAccount): Challenge | null => {
  const challenge = JSON.parse(binding) as Challenge;
  const holds =
    challenge.epoch === account.epoch &&
    challenge.credentialGeneration === account.credentialGeneration &&
    account.factors.recoveryDigests.every((digest) => challenge.recoveryDigests.includes(digest));
  return holds ? challenge : null;
};

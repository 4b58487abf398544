// Signing in by a passkey alone: it names the account, and its authenticator has known its user, which are two factors.
import { untilWon } from '@gatehouse/accounts';
import type { Refusal } from '@gatehouse/audit';
import type { Account, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { LoginLimits } from '@gatehouse/limits';
import { accountIdOf, type AssertionCredential } from '@gatehouse/passkeys';
import { tellThrottled } from '../count-attempt.ts';
import type { IssuedTokens } from '../issue-tokens.ts';
import { signIn, type SignInDeps } from '../login/sign-in.ts';
import { takeSealedChallenge, type SealedChallengeDeps } from './challenges.ts';
import { requireParty, type PartyDeps } from './relying-party.ts';
import { usePasskey, type PasskeyUse, type UsedPasskey } from './use-passkey.ts';

export interface PasskeyLoginDeps
  extends SignInDeps, PartyDeps, Pick<SealedChallengeDeps, 'tokens' | 'values'> {
  readonly users: Pick<UserStore, 'findById' | 'swapFactors'>;
  readonly limits: Pick<LoginLimits, 'countPasskey'>;
}

export interface PasskeyLoginInput {
  readonly credential: AssertionCredential;
  readonly userAgent: string;
  readonly address: string;
}

/**
 * Tokens of a new session. Throws `not_found` without WEBAUTHN_RP_ID, `too_many_attempts`, `invalid_grant` for a challenge that is not ours,
 * late or used, and `invalid_credentials` for everything else, a disabled account too.
 */
export const passkeyLogin = async (
  deps: PasskeyLoginDeps,
  { credential, userAgent, address }: PasskeyLoginInput,
): Promise<IssuedTokens> => {
  const party = requireParty(deps);
  const told = async () => ({ subject: null });
  const attempt = await tellThrottled(deps.audit, told, () => deps.limits.countPasskey({ address }));
  const challenge = await takeSealedChallenge(deps, credential);
  const use = { party, credential, challenge, requireUserVerification: true };
  const { account, amr } = await useUp(deps, use);
  const tokens = await signIn(deps, {
    ...{ account, amr: [amr, 'mfa'], email: account.email },
    ...{ userAgent, address },
  });
  await attempt.succeeded();
  return tokens;
};

/** The account that is signed in to, with the use of its passkey stored in one write. */
const useUp = (
  deps: PasskeyLoginDeps,
  use: PasskeyUse,
): Promise<{ readonly account: Account; readonly amr: string }> =>
  untilWon(async () => {
    const { account, used } = await authenticate(deps, use);
    const { id, epoch, factorsGeneration: from } = account;
    const swap = { from, epoch, factors: used.factors, endsSessions: false, now: deps.now() };
    return (await deps.users.swapFactors(id, swap)) ? { account, amr: used.amr } : null;
  });

/** The account as it is now: its epoch is that of whoever could use the passkey then. */
const authenticate = async (
  deps: PasskeyLoginDeps,
  use: PasskeyUse,
): Promise<{ readonly account: Account; readonly used: UsedPasskey }> => {
  const named = accountIdOf(use.credential);
  const account = named === null ? null : await deps.users.findById(named);
  const used = account === null ? null : await usePasskey(deps, account, use);
  if (account !== null && used !== null && !account.disabled) return { account, used };
  const why = refusalOf(account, used);
  await deps.audit({ event: 'login_failed', subject: account?.id ?? null, why });
  throw new GatehouseError('invalid_credentials');
};

/** For the audit line alone: no answer tells it. */
const refusalOf = (account: Account | null, used: UsedPasskey | null): Refusal => {
  if (account === null) return 'unknown_account';
  return used === null ? 'wrong_passkey' : 'disabled';
};

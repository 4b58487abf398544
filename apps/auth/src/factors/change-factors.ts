// Adding and removing second factors: who may, the one write that does it, and what follows. Apps and passkeys share it.
import {
  requireRecentLogin,
  standingCaller,
  untilWon,
  type CallerDeps,
  type Contest,
} from '@gatehouse/accounts';
import type { Audit, ChangedFactor } from '@gatehouse/audit';
import type { Account, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import {
  hasFactor,
  withCodesOfTheFirst,
  withNewCodes,
  withoutCodesOfNone,
  type Factors,
} from '@gatehouse/factors';
import type { Principal } from '@gatehouse/http/principal';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';
import { keepOnly, type KeepOnlyDeps } from '../keep-only.ts';

export interface FactorRightsDeps extends CallerDeps {
  readonly reauthenticationSeconds: number;
}

export interface ChangeFactorsDeps extends FactorRightsDeps, KeepOnlyDeps {
  readonly users: Pick<UserStore, 'findById' | 'swapFactors'>;
  readonly sessions: KeepOnlyDeps['sessions'];
  readonly audit: Audit;
  /** Null where nothing is mailed. */
  readonly mails: MailRows | null;
  readonly pause?: Contest['pause'];
}

/** Who asks, and whether the login has to be recent. */
export interface Asking {
  readonly principal: Principal;
  /** False for what completes an act that asked for it. Default: true. */
  readonly recent?: boolean;
}

/**
 * The caller's account, if the caller may change its factors. Throws `unauthorized`; `reauthentication_required` where the login is too long
 * ago, or gave no second factor although the account has one. Asked before anything else.
 */
export const ownerOfFactors = async (
  deps: FactorRightsDeps,
  { principal, recent = true }: Asking,
): Promise<Account> => {
  const account = await standingCaller(deps, principal);
  if (hasFactor(account.factors) && !principal.amr.includes('mfa'))
    throw new GatehouseError('reauthentication_required', { reason: 'no second factor was given' });
  if (recent) requireRecentLogin(principal, { now: deps.now(), withinSeconds: deps.reauthenticationSeconds });
  return account;
};

/** What an act makes of an account's factors. It is asked again where another write came first, and throws where it may not be. */
export type Decide = (account: Account) => Promise<Factors>;

interface FactorChange extends Asking {
  readonly factor: ChangedFactor;
  readonly decide: Decide;
}

/**
 * Adds a factor; the recovery codes where it is the first one, else null. Every other session ends. `decide` gives the factors with the new
 * one in them.
 */
export const addFactor = async (
  deps: ChangeFactorsDeps,
  { factor, decide, ...asking }: FactorChange,
): Promise<readonly string[] | null> => {
  const { account, made } = await swap(deps, asking, ENDING, async (account) =>
    withCodesOfTheFirst(account.factors, await decide(account)),
  );
  await deps.audit({ event: 'factor_added', subject: account.id, factor });
  await keepOnly(deps, { ended: account, principal: asking.principal, why: 'factor' });
  return made.recoveryCodes;
};

/** Removes a factor, and with the last one the recovery codes. Every other session ends. `decide` gives the factors without it. */
export const removeFactor = async (
  deps: ChangeFactorsDeps,
  { factor, decide, ...asking }: FactorChange,
): Promise<void> => {
  const { account } = await swap(deps, asking, ENDING, async (account) => ({
    factors: withoutCodesOfNone(await decide(account)),
  }));
  await deps.audit({ event: 'factor_removed', subject: account.id, factor });
  await keepOnly(deps, { ended: account, principal: asking.principal, why: 'factor' });
};

/** New recovery codes; the old ones end, and no session does. Throws `not_found` where there is no factor to make them for. */
export const replaceRecoveryCodes = async (
  deps: ChangeFactorsDeps,
  principal: Principal,
): Promise<readonly string[]> => {
  const { account, made } = await swap(deps, { principal }, TELLING, async ({ factors }) => {
    if (!hasFactor(factors)) throw new GatehouseError('not_found');
    return withNewCodes(factors);
  });
  await deps.audit({ event: 'factor_added', subject: account.id, factor: 'recovery_codes' });
  return made.recoveryCodes;
};

/** Keeps what waits to be confirmed. No session ends, and the owner is not told. The account as it was before. */
export const setFactorAside = async (
  deps: ChangeFactorsDeps,
  { decide, ...asking }: Asking & { readonly decide: Decide },
): Promise<Account> => {
  const { account } = await swap(deps, asking, SILENT, async (of) => ({ factors: await decide(of) }));
  return account;
};

/** What the write of a change is besides. */
interface Manner {
  readonly endsSessions: boolean;
  readonly tellsOwner: boolean;
}

const ENDING: Manner = { endsSessions: true, tellsOwner: true };
const TELLING: Manner = { endsSessions: false, tellsOwner: true };
const SILENT: Manner = { endsSessions: false, tellsOwner: false };

/** Asks, decides and writes, from the caller's rights on, until no other write came in between; the account as it was before, and what was made of its factors. */
const swap = <Made extends { readonly factors: Factors }>(
  deps: ChangeFactorsDeps,
  asking: Asking,
  { endsSessions, tellsOwner }: Manner,
  decide: (account: Account) => Promise<Made>,
): Promise<{ readonly account: Account; readonly made: Made }> =>
  untilWon(async () => {
    const account = await ownerOfFactors(deps, asking);
    const made = await decide(account);
    const [{ id, epoch, factorsGeneration: from }, now] = [account, deps.now()];
    if (tellsOwner) await noticeOf(deps.mails, account, now);
    const change = { from, epoch, factors: made.factors, endsSessions, now };
    return (await deps.users.swapFactors(id, change)) ? { account, made } : null;
  }, deps);

/** The row of the notice is written before the change, so that no change goes without it. */
const noticeOf = async (
  mails: MailRows | null,
  { id: accountId, factorsGeneration }: Account,
  now: Date,
): Promise<void> => {
  const cause = { factorsGeneration: factorsGeneration + 1 };
  if (mails !== null) await writeMail(mails, { kind: 'second_factor_changed', accountId, cause, now });
};

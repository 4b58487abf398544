// What follows a write that has ended all sessions of an account, where the one that it was made from goes on.
import { sweepEnded, type SweepDeps } from '@gatehouse/accounts';
import type { Ending } from '@gatehouse/audit';
import type { Account, SessionStore } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';

export interface KeepOnlyDeps extends SweepDeps {
  readonly sessions: SweepDeps['sessions'] & Pick<SessionStore, 'findById' | 'adoptEpoch'>;
}

interface Ended {
  /** The account as it was before the write, which has raised its epoch by one. */
  readonly ended: Pick<Account, 'id' | 'epoch'>;
  /** Whose session goes on, with the token that it has. */
  readonly principal: Principal;
  readonly why: Ending;
}

/**
 * The write is done by now. A connection that broke costs a second try, which finds done what the first one did; failing that too
 * only signs the caller out, which is safe.
 */
export const keepOnly = async (deps: KeepOnlyDeps, { ended, principal, why }: Ended): Promise<void> => {
  const carry = () => carryOver(deps, ended, principal);
  await carry()
    .catch(carry)
    .catch(() => undefined);
  await sweepEnded(deps, { accountId: ended.id, epoch: ended.epoch + 1, why });
};

const carryOver = async (
  { sessions }: KeepOnlyDeps,
  { id, epoch }: Ended['ended'],
  { sessionId }: Principal,
): Promise<void> => {
  const current = await sessions.findById(sessionId);
  if (current?.accountId === id)
    await sessions.adoptEpoch(current.familyDigest, { from: epoch, to: epoch + 1 });
};

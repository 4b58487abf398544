// After a login: the sessions beyond the most that an account keeps end, the oldest first.
import type { Audit } from '@gatehouse/audit';
import type { SessionStore } from '@gatehouse/db';
import { surplusOf, type Session } from '@gatehouse/sessions';

export interface SurplusDeps {
  readonly sessions: Pick<SessionStore, 'listByAccount' | 'end'>;
  readonly audit: Audit;
}

/** Of many logins at once in one process, a few sweep for all: by account, the sweep that runs. */
const sweeps = new Map<string, Promise<void>>();

/** Of many in several processes each ends some, from a place of its own on, and looks again: so they share the work. */
const ENDED_AT_ONCE = 20;

/** Housekeeping: the session is open by now, and what a failure leaves over goes with the next login. */
export const endSurplus = async (deps: SurplusDeps, opened: Session): Promise<void> => {
  const { accountId } = opened;
  // What runs already may have looked before this session was there; whoever waited begins one sweep together.
  await sweeps.get(accountId)?.catch(() => undefined);
  const sweep = sweeps.get(accountId) ?? sweepAll(deps, opened).finally(() => sweeps.delete(accountId));
  sweeps.set(accountId, sweep);
  await sweep;
};

const sweepAll = async (deps: SurplusDeps, opened: Session): Promise<void> => {
  const held = await deps.sessions.listByAccount(opened.accountId, opened.createdAt);
  const surplus = surplusOf(held, opened);
  const from = Buffer.from(opened.currentDigest).readUInt16BE() % Math.max(1, surplus.length);
  const some = [...surplus.slice(from), ...surplus.slice(0, from)].slice(0, ENDED_AT_ONCE);
  await Promise.all(some.map((session) => endOne(deps, session)));
  if (surplus.length > 1) await sweepAll(deps, opened);
};

const endOne = async (
  { sessions, audit }: SurplusDeps,
  { accountId, familyDigest, id: sid }: Session,
): Promise<void> => {
  const ended = await sessions.end(familyDigest);
  if (ended !== null)
    await audit({ event: 'session_ended', subject: accountId, actor: accountId, sid, why: 'limit' });
};

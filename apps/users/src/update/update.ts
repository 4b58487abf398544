// Changing an account: names by oneself or an admin, the email by oneself alone and soon after a login. Where there is mail, a new
// email waits to be confirmed.
import type { Audit, AuditEvent } from '@gatehouse/audit';
import type { Account, UserChange, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import {
  adminCaller,
  requireRecentLogin,
  standingCaller,
  untilWon,
  type CallerDeps,
} from '@gatehouse/accounts';
import type { MailRows } from '@gatehouse/mail/rows';
import { seenBy, type SeenUser } from '../present-user.ts';
import { askForEmail, type AskForEmailDeps } from './ask-for-email.ts';

export interface UpdateDeps extends CallerDeps, AskForEmailDeps {
  readonly users: Pick<UserStore, 'findById' | 'findByEmail' | 'update' | 'setPendingEmail'>;
  /** Null where nothing is mailed: a new email counts at once there, and is not verified. */
  readonly mails: MailRows | null;
  readonly reauthenticationSeconds: number;
  readonly audit: Audit;
}

export interface UpdateInput {
  readonly principal: Principal;
  readonly id: string;
  readonly change: UserChange;
}

/**
 * The account as changed. Throws `unauthorized` when the caller's session has ended, `forbidden` for another's account
 * without the admin role or for another's email with it, `reauthentication_required`, `not_found`, `email_taken`.
 */
export const updateUser = async (deps: UpdateDeps, input: UpdateInput): Promise<SeenUser> => {
  const { principal, id, change } = input;
  const seen = id === principal.subject ? await changeOwn(deps, input) : await changeOther(deps, input);
  await deps.audit(eventOf(id, change));
  return seen;
};

const changeOther = async (deps: UpdateDeps, { principal, id, change }: UpdateInput): Promise<SeenUser> => {
  const caller = await adminCaller(deps, principal);
  if (change.email !== undefined) throw new GatehouseError('forbidden');
  const updated = await deps.users.update(id, change, deps.now());
  if (updated === null) throw new GatehouseError('not_found');
  return seenBy(caller, updated);
};

/** A session that ends meanwhile changes nothing any more: each write is held to the epoch that it stood in. */
const changeOwn = async (deps: UpdateDeps, { principal, change }: UpdateInput): Promise<SeenUser> => {
  const updated = await untilWon(async () => {
    const account = await standingCaller(deps, principal);
    if (change.email !== undefined)
      requireRecentLogin(principal, { now: deps.now(), withinSeconds: deps.reauthenticationSeconds });
    return writeOwn(deps, account, change);
  });
  return seenBy(updated, updated);
};

const writeOwn = async (
  deps: UpdateDeps,
  account: Account,
  { email, ...names }: UserChange,
): Promise<Account | null> => {
  const { users, mails } = deps;
  const [{ id, epoch }, now] = [account, deps.now()];
  if (email === undefined) return users.update(id, names, now, epoch);
  if (mails === null) return users.update(id, { ...names, email }, now, epoch);
  const pending = await askForEmail(deps, { mails, account, email });
  if (Object.keys(names).length > 0) await users.update(id, names, now, epoch);
  return users.setPendingEmail(id, pending, now, epoch);
};

const eventOf = (subject: string, change: UserChange): AuditEvent => ({
  event: 'account_changed',
  subject,
  changed: Object.keys(change).map((name) => MEMBERS[name as keyof UserChange]),
  ...(change.email !== undefined && { email: change.email }),
});

/** What can be changed, by the names that the API has for it. */
const MEMBERS: Readonly<Record<keyof UserChange, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
};

// What a command of `npm run admin` is.
import type { KnownRoles } from '@gatehouse/accounts/acts';
import type { Audit } from '@gatehouse/audit';
import type { Database } from '@gatehouse/db';
import type { MailRows } from '@gatehouse/mail/rows';

/** What was asked for. */
export interface Asked {
  /** As it was typed; empty where a list is of all. */
  readonly email: string;
  readonly role: string;
  /** The role counts although no access table names it yet. */
  readonly force: boolean;
}

export interface CommandDeps extends Omit<Database, 'migrate' | 'close'> {
  /** Every act is told here, with `operator` as its actor. */
  readonly audit: Audit;
  /** Null where nothing is mailed. */
  readonly mailRows: MailRows | null;
  readonly knownRoles: KnownRoles;
  readonly now: () => Date;
}

export interface AdminCommand {
  /** What stands behind its name on the command line. */
  readonly takes: 'EMAIL' | 'EMAIL [ROLE] [--force]' | '[--email EMAIL]';
  /** In a few words, for the usage. */
  readonly does: string;
  /** The lines that are printed when it is done. Throws `UsageError` and the errors of the acts. */
  readonly run: (deps: CommandDeps, asked: Asked) => Promise<readonly string[]>;
}

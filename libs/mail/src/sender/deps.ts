// What the sender works with: the stores, as much of them as it needs, and the way out.
import type { MailStore, OneTimeTokenStore, RegistrationStore, UserStore } from '@gatehouse/db';
import type { Logger } from '@gatehouse/log';
import type { RandomBytes } from '@gatehouse/sessions';
import type { Texts } from '../texts/texts.ts';
import type { MailTransport } from '../transports/transport.ts';

/** As much of a database as the sender needs. */
export interface SenderStores {
  readonly mails: Pick<MailStore, 'due' | 'claim' | 'remove'>;
  readonly users: Pick<UserStore, 'findById'>;
  readonly registrations: Pick<RegistrationStore, 'findById'>;
  readonly tokens: Pick<OneTimeTokenStore, 'insert' | 'dropOf'>;
}

export interface SenderDeps extends SenderStores {
  /** Asked for where there is something to send; where it cannot be had, the mail is tried again later. */
  readonly transport: () => Promise<MailTransport>;
  /** An address, or a name and an address. */
  readonly from: string;
  /** The page that links lead to. */
  readonly accountUrl: string;
  readonly texts: Texts;
  readonly logger: Pick<Logger, 'debug' | 'warn' | 'error'>;
  readonly random: RandomBytes;
  readonly now: () => Date;
}

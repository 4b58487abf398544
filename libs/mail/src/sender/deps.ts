// What the sender works with: the stores, as much of them as it needs, and the way out.
import type { Logger } from '@gatehouse/log';
import type { RandomBytes } from '@gatehouse/sessions';
import type { Mail } from '../row.ts';
import type { Texts } from '../texts/texts.ts';
import type { MailTransport } from '../transports/transport.ts';
import type { LinkOrder, Owner, WaitingOwner } from './decide.ts';

export interface SenderStores {
  readonly mails: {
    due(now: Date, limit: number): Promise<readonly Mail[]>;
    claim(id: string, claim: { readonly attempts: number; readonly dueAt: Date }): Promise<boolean>;
    remove(id: string): Promise<boolean>;
  };
  readonly users: { findById(id: string): Promise<Owner | null> };
  readonly registrations: { findById(id: string): Promise<WaitingOwner | null> };
  readonly tokens: {
    insert(token: {
      readonly digest: string;
      readonly kind: LinkOrder['kind'];
      readonly accountId: string;
      readonly binding: string;
      readonly triesLeft: number;
      readonly expiresAt: Date;
    }): Promise<boolean>;
    dropOf(accountId: string, kinds: readonly LinkOrder['kind'][]): Promise<void>;
  };
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

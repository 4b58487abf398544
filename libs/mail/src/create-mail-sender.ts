// The sender of a configuration: its transport follows the reference in MAIL_URL, which may come to be another one.
import { randomBytes } from 'node:crypto';
import {
  createReferenceProvider,
  type Environment,
  type Reference,
  type ReferenceProviderOptions,
} from '@gatehouse/config';
import { parseMailUrl } from './mail-url.ts';
import type { SenderDeps, SenderStores } from './sender/deps.ts';
import { sendDue } from './sender/send-due.ts';
import { openTransport } from './transports/open-transport.ts';
import type { MailTransport } from './transports/transport.ts';

/** What a sender is made of: where mails go, what they say, and the stores, asked for by each run. */
export interface MailSenderOptions
  extends
    Pick<SenderDeps, 'from' | 'accountUrl' | 'texts' | 'logger' | 'now'>,
    Pick<ReferenceProviderOptions<MailTransport>, 'remote' | 'onFailure'> {
  readonly url: Reference;
  readonly env: Environment;
  readonly stores: () => Promise<SenderStores>;
}

/** Sends what is due; begins no mail any more when `isOver` says so. */
export type MailSender = (isOver: () => boolean) => Promise<void>;

/** Nothing is asked for before the first run that has something to send. */
export const createMailSender = ({
  url,
  remote,
  onFailure,
  env,
  stores,
  ...deps
}: MailSenderOptions): MailSender => {
  const transports = createReferenceProvider({
    reference: url,
    remote,
    ...(onFailure && { onFailure }),
    parse: (text) => openTransport(parseMailUrl(text), { env, now: deps.now }),
  });
  return async (isOver) =>
    sendDue(
      { ...(await stores()), ...deps, transport: () => transports.current(), random: randomBytes },
      isOver,
    );
};

// The outbox of a local gateway, read as people read their mail.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@gatehouse/test-support/wait-until';
import type { RunningGateway } from './gateway-process.ts';

export interface ReceivedMail {
  /** As its header `X-Gatehouse-Kind` says. */
  readonly kind: string;
  readonly to: string;
  /** All of it, as it was sent. */
  readonly source: string;
}

/** All mails to this address, in the order in which they were sent. */
export const mailsTo = ({ home }: Pick<RunningGateway, 'home'>, address: string): readonly ReceivedMail[] =>
  namesIn(join(home, 'outbox'))
    .map((name) => readFileSync(join(home, 'outbox', name), 'utf8'))
    .map(toMail)
    .filter(({ to }) => to === address);

/** The mails of one kind to this address, as soon as there are so many. */
export const mailsOfKind = (
  gateway: Pick<RunningGateway, 'home'>,
  address: string,
  kind: string,
  count = 1,
): Promise<readonly ReceivedMail[]> =>
  waitUntil(
    `${count} of ${kind} are in the outbox`,
    () => {
      const mails = mailsTo(gateway, address).filter((mail) => mail.kind === kind);
      return mails.length >= count && mails;
    },
    () => mailsTo(gateway, address).map((mail) => mail.kind),
  );

/** The token of the link in the mail of that kind which was sent last, once there are so many. */
export const tokenTo = async (
  gateway: Pick<RunningGateway, 'home'>,
  address: string,
  kind: string,
  count = 1,
): Promise<string> => tokenIn((await mailsOfKind(gateway, address, kind, count)).at(-1)!);

export const toMail = (source: string): ReceivedMail => ({
  kind: header(source, 'X-Gatehouse-Kind'),
  to: header(source, 'To'),
  source,
});

/** The token of the link, which stands alone on a line of the text. */
export const tokenIn = ({ kind, source }: ReceivedMail): string => {
  const [, action, token] = /^https?:\S+#action=(\w+)&token=([\w-]+)\r?$/m.exec(source) ?? [];
  if (action !== kind || token === undefined) throw new Error(`a mail ${kind} without a link to ${kind}`);
  return token;
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .sort();
  } catch {
    return [];
  }
};

const header = (source: string, name: string): string =>
  new RegExp(`^${name}: (.*?)\\r?$`, 'm').exec(source)?.[1] ?? '';

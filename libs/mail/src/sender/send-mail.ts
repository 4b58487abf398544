// Sends one mail: makes the token of its link, stores its digest, and hands the message on.
import type { Mail } from '@gatehouse/db';
import { digestOf } from '@gatehouse/sessions';
import { composeMessage } from '../message.ts';
import { render } from '../texts/render.ts';
import { shownName } from '../texts/shown-name.ts';
import { MailNotSent } from '../transports/transport.ts';
import type { LinkOrder, MailDecision } from './decide.ts';
import type { SenderDeps } from './deps.ts';

/** A decision to send. */
export type Sending = Extract<MailDecision, { readonly act: 'send' }>;

/**
 * The digest is stored before the mail goes out, so that no link that somebody holds is unknown. One that is stored for a mail that then
 * fails is held by nobody, and ends with its time.
 * @throws MailNotSent, and GatehouseError `store_unavailable`
 */
export const sendMail = async (
  deps: SenderDeps,
  { kind, accountId }: Pick<Mail, 'kind' | 'accountId'>,
  { letter, to, name, link }: Sending,
): Promise<void> => {
  const transport = await deps.transport();
  const url = link === null ? null : await makeLink(deps, accountId, link);
  const parts = render({
    texts: deps.texts,
    name: shownName(name),
    letter: deps.texts.letters[letter]({ address: to, until: link?.until ?? null }),
    link: url,
  });
  const message = await composeMessage({ kind, from: deps.from, to, at: deps.now() }, parts);
  await transport.send(message).catch(failure);
};

/** 256 bits; ASVS 7.2.3 asks for 128. */
const TOKEN_BYTES = 32;

const makeLink = async (
  { tokens, random, accountUrl }: SenderDeps,
  accountId: string,
  { kind, binding, until, voidsEarlier }: LinkOrder,
): Promise<string> => {
  const token = random(TOKEN_BYTES).toString('base64url');
  if (voidsEarlier) await tokens.dropOf(accountId, [kind], binding);
  await tokens.insert({ digest: digestOf(token), kind, accountId, binding, triesLeft: 0, expiresAt: until });
  return `${accountUrl}#action=${kind}&token=${token}`;
};

/** What a library says of a mail that failed may repeat the address. */
const failure = (error: unknown): never => {
  throw error instanceof MailNotSent ? error : new MailNotSent('the transport failed');
};

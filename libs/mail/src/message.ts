// From a mail's parts to the bytes that are sent, in nodemailer's words (RFC 5322, MIME).
import type { MailKind } from '@gatehouse/db';
import type { Parts } from './texts/render.ts';

/** A mail as a transport takes it: whom it is from and for, and its bytes. */
export interface Message {
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

export interface Envelope {
  readonly kind: MailKind;
  /** An address, or a name and an address. */
  readonly from: string;
  readonly to: string;
  readonly at: Date;
}

/** The message of a mail. Its header `X-Gatehouse-Kind` says what it is about; `Auto-Submitted` keeps machines from answering. */
export const composeMessage = async (
  { kind, from, to, at }: Envelope,
  { subject, text, html }: Parts,
): Promise<Message> => {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const sender = senderOf(from);
  const raw = await new MailComposer({
    from: sender,
    to: { name: '', address: to },
    subject,
    date: at,
    headers: { 'X-Gatehouse-Kind': kind, 'Auto-Submitted': 'auto-generated' },
    text: part('text/plain', text),
    html: part('text/html', html),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { from: sender.address, to, raw };
};

const senderOf = (from: string): { readonly name: string; readonly address: string } => {
  const [, name = '', address = from] = /^(.*) <(.*)>$/.exec(from) ?? [];
  return { name, address };
};

/** Printable ASCII goes as it is, so that a link stays in one piece for whoever reads the source; all else nodemailer encodes. */
const part = (type: string, content: string): { readonly raw: string } | { readonly content: string } =>
  ASCII_LINES.test(content)
    ? { raw: `${PART_HEAD(type)}\r\n\r\n${content.replaceAll('\n', '\r\n')}` }
    : { content };

const PART_HEAD = (type: string): string =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 7bit`;

/** Lines may have 998 characters (RFC 5322 section 2.1.1). */
const ASCII_LINES = /^(?:[\x20-\x7e]{0,998}\n)*$/;

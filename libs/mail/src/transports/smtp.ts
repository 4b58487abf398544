// SMTP, by nodemailer's connection: one for each mail, so that a server that fails at one says nothing of the next.
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpAddress } from '../mail-url.ts';
import type { Message } from '../message.ts';
import { MailNotSent, type MailTransport } from './transport.ts';

export interface SmtpTimes {
  /** How long one step may be silent, in milliseconds. */
  readonly stepMs: number;
  /** How long a whole mail may take. */
  readonly mailMs: number;
}

/** In all less than a claimed row is kept from other senders. */
const TIMES: SmtpTimes = { stepMs: 8_000, mailMs: 15_000 };

/** Sends by a server. Without TLS from the start it insists on STARTTLS (RFC 3207), but for a loopback host. */
export const smtp = (address: SmtpAddress, times: SmtpTimes = TIMES): MailTransport => ({
  async send(message) {
    const connection = await connectionTo(address, times);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new MailNotSent('SMTP: it took too long')), times.mailMs);
    try {
      await Promise.race([late.promise, failureOf(connection), talk(connection, address, message)]);
    } finally {
      clearTimeout(timer);
      connection.close();
    }
  },
});

const connectionTo = async (
  { host, port, startsWithTls }: SmtpAddress,
  { stepMs }: SmtpTimes,
): Promise<SMTPConnection> => {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  return new Connection({
    host,
    port,
    secure: startsWithTls,
    requireTLS: !startsWithTls && !isLoopback(host),
    connectionTimeout: stepMs,
    dnsTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    allowInternalNetworkInterfaces: true,
    logger: false,
  });
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** A connection tells of what goes wrong by an event, at any time. */
const failureOf = (connection: SMTPConnection): Promise<never> =>
  new Promise((_, reject) => {
    connection.on('error', (error: unknown) => reject(notSent(error)));
    connection.on('end', () => reject(new MailNotSent('SMTP: the connection ended')));
  });

const talk = async (
  connection: SMTPConnection,
  { auth }: SmtpAddress,
  { from, to, raw }: Message,
): Promise<void> => {
  await step((done) => connection.connect(done));
  if (auth !== null) await step((done) => connection.login({ credentials: auth }, done));
  await step((done) => connection.send({ from, to: [to] }, raw, done));
  connection.quit();
};

const step = (act: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => act((error) => (error ? reject(notSent(error)) : resolve())));

/** A server's own words hold the address; its code and the step do not. */
const notSent = (error: unknown): MailNotSent => {
  const { code, responseCode, command } = error as Partial<
    Record<'code' | 'responseCode' | 'command', unknown>
  >;
  const told = [code, responseCode, command].filter(
    (one) => typeof one === 'number' || (typeof one === 'string' && /^[\w ]{1,24}$/.test(one)),
  );
  return new MailNotSent(`SMTP: ${told.join(' ') || 'failed'}`);
};

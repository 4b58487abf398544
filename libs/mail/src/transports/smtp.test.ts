import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startSmtpServer, type Fault, type SmtpServer, type Step } from '../testing/smtp-server.ts';
import type { SmtpAddress } from '../mail-url.ts';
import { smtp } from './smtp.ts';

let server: SmtpServer;
const message = {
  from: 'gatehouse@example.com',
  to: 'ada@example.com',
  raw: Buffer.from('Subject: hello\r\n\r\n.hidden\r\nbody\r\n'),
};
const at = (more: Partial<SmtpAddress> = {}): SmtpAddress => ({
  by: 'smtp',
  host: '127.0.0.1',
  port: server.port,
  startsWithTls: false,
  auth: null,
  ...more,
});

beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.stop());

test('hands a message on as it is, under its own envelope', async () => {
  await smtp(at()).send(message);
  expect(server.received).toEqual([
    { from: message.from, to: message.to, raw: 'Subject: hello\r\n\r\n.hidden\r\nbody\r\n' },
  ]);
});

test('signs in where the URL has a user', async () => {
  const plain = Buffer.from('\0ada\0pa:ss').toString('base64');
  const asking = await startSmtpServer({ user: plain });
  const address = { ...at({ port: asking.port }), auth: { user: 'ada', pass: 'pa:ss' } };
  await smtp(address).send(message);
  expect(asking.received).toHaveLength(1);
  await expect(smtp({ ...address, auth: { user: 'ada', pass: 'other' } }).send(message)).rejects.toThrow(
    'SMTP: EAUTH 535 AUTH PLAIN',
  );
  await asking.stop();
});

const faults: readonly (readonly [Step, Fault])[] = [
  ...(['MAIL', 'RCPT', 'DATA', 'message'] as const).map((step) => [step, 'refuse'] as const),
  ...(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'message'] as const).flatMap((step) => [
    [step, 'cut'] as const,
    [step, 'stall'] as const,
  ]),
  ['message', 'cut after'],
];

describe.each(faults)('a server that fails at %s: %s', (step, how) => {
  test('is told without the address and without its own words, and the next mail goes out', async () => {
    server.fail({ at: step, how });
    const transport = smtp(at(), { stepMs: 200, mailMs: 2_000 });
    const error: unknown = await transport.send(message).then(
      () => 'sent',
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: 'MailNotSent', message: expect.stringMatching(/^SMTP: /) });
    expect((error as Error).message).not.toMatch(/ada|example|nobody/);
    server.fail(null);
    await smtp(at()).send(message);
    expect(server.received.at(-1)?.to).toBe('ada@example.com');
  });
});

test('a server that goes on for too long is left', async () => {
  server.fail({ at: 'message', how: 'stall' });
  await expect(smtp(at(), { stepMs: 60_000, mailMs: 100 }).send(message)).rejects.toThrow(
    'SMTP: it took too long',
  );
});

test('nobody listens', async () => {
  await server.stop();
  await expect(smtp(at()).send(message)).rejects.toThrow(/^SMTP: \w+/);
  server = await startSmtpServer();
});

test('insists on TLS where the host is not this machine', async () => {
  const elsewhere = { ...at(), host: 'localhost.' };
  await expect(smtp(elsewhere).send(message)).rejects.toThrow(/^SMTP: /);
  expect(server.received).toEqual([]);
});

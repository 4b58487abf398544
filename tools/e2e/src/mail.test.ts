// Mails from the outside: what a registration and a forgotten password send, by an outbox and by SMTP, and what a request notices of it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSmtpServer, type SmtpServer } from '@gatehouse/mail/testing';
import { waitUntil } from '@gatehouse/test-support/wait-until';
import { clientOf, logIn, newPerson, register, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { mailsOfKind, mailsTo, tokenIn } from './mailbox.ts';
import { storesUnderTest } from './stores.ts';

describe.each(storesUnderTest('mail'))('on $name', (store) => {
  describe('with an outbox', () => {
    let gateway: RunningGateway;
    let call: Client;
    beforeAll(async () => {
      gateway = await startGateway(store);
      call = clientOf(gateway.url);
    });
    afterAll(() => gateway?.stop());

    test('the start says where mails are', async () => {
      await gateway.printed(`Mails are files in ${gateway.home}/outbox\n`);
    });

    test('a registration sends the link that confirms its address, with the password', async () => {
      const person = newPerson({ first_name: '<b>Ada</b>' });
      await register(call, person);
      const [mail] = await mailsOfKind(gateway, person.email, 'verify_email');
      const [, html = ''] = mail!.source.split('Content-Type: text/html');
      expect(html).toContain('Hello &lt;b&gt;Ada&lt;/b&gt;,');
      expect(html).not.toContain('<b>');
      const body = { token: tokenIn(mail!), password: person.password };
      expect((await call('POST', '/auth/email/verify', { body })).status).toBe(204);
      const { access_token: token } = await logIn(call, person);
      expect((await call('GET', '/users/me', { token })).body).toMatchObject({ email_verified: true });
    });

    test('links lead to the page of this gateway, which is there for this machine alone', async () => {
      const person = newPerson();
      await register(call, person);
      const [mail] = await mailsOfKind(gateway, person.email, 'verify_email');
      const [, page = ''] = /^(http:\S+)#action=/m.exec(mail!.source) ?? [];
      expect(page).toBe(`http://localhost:${new URL(gateway.url).port}/console`);
      const answer = await fetch(`${gateway.url}/console`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await answer.text()).not.toContain(tokenIn(mail!));
    });

    test('two gateways on one store send each mail once', async () => {
      const beside = await gateway.startBeside();
      const people = Array.from({ length: 6 }, () => newPerson());
      try {
        await Promise.all(
          people.map((person, index) => register(index % 2 === 0 ? call : clientOf(beside.url), person)),
        );
        for (const { email } of people) await mailsOfKind(gateway, email, 'verify_email');
        const again = newPerson();
        await register(call, again);
        await mailsOfKind(gateway, again.email, 'verify_email');
        for (const { email } of people) expect(mailsTo(gateway, email)).toHaveLength(1);
      } finally {
        await beside.stop();
      }
    });
  });
});

describe('by SMTP', () => {
  let server: SmtpServer;
  let gateway: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    server = await startSmtpServer();
    gateway = await startGateway(
      { name: 'SQLite', databaseUrl: null },
      { MAIL_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'Example <no-reply@example.com>' },
    );
    call = clientOf(gateway.url);
  });
  afterAll(async () => {
    await gateway?.stop();
    await server?.stop();
  });

  test('a mail is handed to the server', async () => {
    const person = newPerson();
    await register(call, person);
    const mail = await waitUntil('the mail has come', () =>
      server.received.find(({ to }) => to === person.email),
    );
    expect(mail.from).toBe('no-reply@example.com');
    expect(mail.raw).toMatch(/^X-Gatehouse-Kind: verify_email\r$/m);
    expect(gateway.output()).not.toContain('Mails are files');
  });

  test('a server that refuses fails no request, and is told of without the address', async () => {
    server.fail({ at: 'RCPT', how: 'refuse' });
    const person = newPerson();
    await register(call, person);
    await gateway.printed('a mail was not sent');
    const lines = gateway
      .output()
      .split('\n')
      .filter((line) => line.includes('a mail was not sent'));
    expect(lines[0]).toMatch(/"kind":"verify_email","attempts":1,"reason":"SMTP: EENVELOPE 550 RCPT TO"/);
    expect(lines.join()).not.toContain(person.email);
    server.fail(null);
  });
});

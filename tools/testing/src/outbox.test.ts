// The mails of a run: read as they are written, and sent by the real thing.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startGatehouse, type Gatehouse } from './index.ts';
import { openOutbox } from './outbox.ts';

describe('a folder of mails', () => {
  let folder: string;
  const link = 'https://example.com/#action=verify_email&token=abc-_1';
  const plain = `Hello,\r\n\r\n${link}\r\n`;
  const write = (name: string, to: string, subject: string, part = `\r\n${plain}`): Promise<void> =>
    writeFile(
      join(folder, name),
      [
        `X-Gatehouse-Kind: verify_email\r\nTo: ${to}\r\nSubject: ${subject}`,
        'Content-Type: multipart/alternative;\r\n boundary="--b"\r\n',
        `----b\r\nContent-Type: text/plain; charset=utf-8\r\n${part}`,
        '----b\r\nContent-Type: text/html\r\n\r\n<p>',
        '----b--\r\n',
      ].join('\r\n'),
    );

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outbox-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('gives each mail once, oldest first, to its own address in any letter case', async () => {
    await write('2.eml', 'ada@example.com', 'second');
    await write('1.eml', 'ada@example.com', 'first');
    await write('0.eml', 'grace@example.com', 'other');
    const outbox = openOutbox(folder);
    const [one, other] = await Promise.all([outbox.next('Ada@example.com'), outbox.next('ada@example.com')]);
    expect([one.subject, other.subject].sort()).toEqual(['first', 'second']);
    expect(await outbox.next('grace@example.com')).toMatchObject({
      kind: 'verify_email',
      subject: 'other',
      link,
      token: 'abc-_1',
    });
  });

  test('waits for a mail that is written later, and for one in a folder that is not there yet', async () => {
    const outbox = openOutbox(folder);
    const waiting = outbox.next('ada@example.com');
    await write('.half.tmp', 'ada@example.com', 'half');
    await write('1.eml', 'ada@example.com', 'whole');
    expect((await waiting).subject).toBe('whole');
  });

  test.each([
    ['base64', Buffer.from(`Zoë,\n\n${link}\n`).toString('base64')],
    [
      'quoted-printable',
      `Zo=C3=AB,\r\n\r\n${link.replaceAll('=', '=3D').replace('token', 'tok=\r\nen')}\r\n`,
    ],
  ])('reads what is encoded: %s', async (encoding, text) => {
    const subject = '=?UTF-8?Q?Zo=C3=AB_and?= =?UTF-8?B?w6k=?=';
    await write('1.eml', 'a@b', subject, `Content-Transfer-Encoding: ${encoding}\r\n\r\n${text}\r\n`);
    const mail = await openOutbox(folder).next('a@b');
    expect(mail).toMatchObject({ subject: 'Zoë andé', link, token: 'abc-_1' });
    expect(mail.text).toContain('Zoë,\n');
  });

  test('is none where mails go elsewhere', async () => {
    await expect(openOutbox(null).next('a@b')).rejects.toThrow(
      'MAIL_URL sends the mails of this run elsewhere',
    );
  });
});

describe('a run', () => {
  let gatehouse: Gatehouse;
  beforeAll(async () => {
    gatehouse = await startGatehouse();
  });
  afterAll(() => gatehouse.stop());

  const subjectOf = (token: string): string =>
    (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { readonly sub: string })
      .sub;
  const mailReset = async (email: string): Promise<number> => {
    const id = subjectOf(await gatehouse.tokenFor({ email }));
    const authorization = `Bearer ${await gatehouse.tokenFor({ roles: ['admin'] })}`;
    const url = `${gatehouse.url}/users/${id}/password-reset`;
    return (await fetch(url, { method: 'POST', headers: { authorization } })).status;
  };

  test('has the mail of an act at once, with the link of its page', async () => {
    expect(await mailReset('ada@example.com')).toBe(202);
    const mail = await gatehouse.outbox.next('ada@example.com');
    expect(mail).toMatchObject({ kind: 'reset_password', subject: 'Choose a new password' });
    expect(mail.link).toBe(
      `${gatehouse.url.replace('127.0.0.1', 'localhost')}/console#action=reset_password&token=${mail.token}`,
    );
    expect(mail.token).toMatch(/^[\w-]{43}$/);
  });
});

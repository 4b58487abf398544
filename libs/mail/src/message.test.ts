import { expect, test } from '@jest/globals';
import { composeMessage, type Envelope } from './message.ts';

const at = new Date('2026-01-02T03:04:05.000Z');
const link = `https://example.com/account#action=verify_email&token=${'a'.repeat(43)}`;
const parts = { subject: 'Hello', text: `Hello,\n\n${link}\n`, html: '<p>Hello</p>\n' };
const compose = async (more: Partial<Envelope & typeof parts> = {}) => {
  const all = {
    kind: 'verify_email' as const,
    from: 'Ex <a@example.com>',
    to: 'ada@example.com',
    at,
    ...parts,
    ...more,
  };
  const { raw, ...envelope } = await composeMessage(all, all);
  const text = raw.toString('utf8');
  const [head = ''] = text.split('\r\n\r\n', 1);
  return { envelope, text, head: head.replaceAll(/\r\n\s+/g, ' ').split('\r\n') };
};

test('says what it is about, whom it is from and for, and that a machine sent it', async () => {
  const { head, envelope } = await compose();
  expect(head).toEqual(
    expect.arrayContaining([
      'X-Gatehouse-Kind: verify_email',
      'Auto-Submitted: auto-generated',
      'From: Ex <a@example.com>',
      'To: ada@example.com',
      'Subject: Hello',
      'Date: Fri, 02 Jan 2026 03:04:05 +0000',
      expect.stringMatching(/^Message-ID: <[\w-]+@example\.com>$/),
      expect.stringMatching(/^Content-Type: multipart\/alternative;/),
    ]),
  );
  expect(envelope).toEqual({ from: 'a@example.com', to: 'ada@example.com' });
});

test('a link stays in one piece, alone on its line, and HTML is the last part', async () => {
  const { text } = await compose();
  expect(text).toContain(`\r\n\r\n${link}\r\n`);
  expect(text.indexOf('text/html')).toBeGreaterThan(text.indexOf('text/plain'));
  expect(text).toContain('Content-Transfer-Encoding: 7bit');
});

test('what is no ASCII is encoded, and so is no line too long', async () => {
  const { text, head } = await compose({ text: `Zoë,\n${link}\n`, subject: 'Zoë' });
  expect(text).toContain('Content-Transfer-Encoding: quoted-printable');
  expect(text).toContain('Zo=C3=AB');
  expect(text).toMatch(/^[\r\n\x20-\x7e]*$/);
  expect(head).toContain('Subject: =?UTF-8?Q?Zo=C3=AB?=');
  const long = await compose({ text: `${'a'.repeat(2000)}\n` });
  expect(Math.max(...long.text.split('\r\n').map(({ length }) => length))).toBeLessThan(998);
});

test('no value of a header begins another one', async () => {
  const { head } = await compose({ subject: 'Hello\r\nBcc: eve@example.com', to: 'ada@example.com' });
  expect(head.filter((line) => line.startsWith('Bcc'))).toEqual([]);
});

test('one address is one address', async () => {
  const { head } = await compose({ to: '"a, b"@example.com' });
  expect(head.filter((line) => line.startsWith('To:'))).toEqual(['To: <"a, b"@example.com>']);
});

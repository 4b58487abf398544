import { describe, expect, test } from '@jest/globals';
import { ConfigurationError, readEnvironment, type Reference } from '@gatehouse/config';
import { mailVariables, senderVariables } from './variables.ts';

const LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'f' };
const read = (env: Readonly<Record<string, string>>) =>
  readEnvironment(env, { ...mailVariables, ...senderVariables });
const urlOf = (reference: Reference | null): string | undefined =>
  reference?.from === 'in-place' ? reference.reveal() : undefined;
const blamed = (env: Readonly<Record<string, string>>): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ variable }) => variable);
  }
};

describe('on this machine', () => {
  test('mails go to an outbox, and links to the local page', () => {
    const { MAIL_URL, MAIL_FROM, ACCOUNT_URL } = read({});
    expect(urlOf(MAIL_URL)).toBe('file:.gatehouse/outbox');
    expect(MAIL_FROM).toBe('Gatehouse <gatehouse@localhost>');
    expect(ACCOUNT_URL).toBe('http://localhost:3000/console');
  });

  test('the outbox is in the home, and the page behind the port', () => {
    const { MAIL_URL, ACCOUNT_URL } = read({ GATEHOUSE_HOME: '/tmp/home', PORT: '4000' });
    expect(urlOf(MAIL_URL)).toBe('file:/tmp/home/outbox');
    expect(ACCOUNT_URL).toBe('http://localhost:4000/console');
  });

  test('a server wants to be told who mails are from', () => {
    expect(blamed({ MAIL_URL: 'smtp://127.0.0.1:1025' })).toEqual(['MAIL_FROM']);
    expect(blamed({ MAIL_URL: 'ses:eu-central-1' })).toEqual(['MAIL_FROM']);
    expect(blamed({ MAIL_URL: 'ssm:/mail/url' })).toEqual(['MAIL_FROM']);
    expect(blamed({ MAIL_URL: 'file:/tmp/outbox' })).toEqual([]);
    expect(blamed({ MAIL_URL: 'nonsense' })).toEqual(['MAIL_URL']);
    expect(blamed({ MAIL_URL: 'smtp://127.0.0.1:1025', MAIL_FROM: 'a@example.com' })).toEqual([]);
  });
});

describe('in Lambda', () => {
  const mail = {
    MAIL_URL: 'ses:eu-central-1',
    MAIL_FROM: 'a@example.com',
    ACCOUNT_URL: 'https://example.com',
  };

  test('without a URL there is no mail, and nothing else is asked for', () => {
    expect(read(LAMBDA)).toEqual({ MAIL_URL: null, MAIL_FROM: null, ACCOUNT_URL: null });
  });

  test('with one, the sender and the page are needed', () => {
    expect(blamed({ ...LAMBDA, ...mail })).toEqual([]);
    expect(blamed({ ...LAMBDA, MAIL_URL: 'ssm:/mail/url' })).toEqual(['MAIL_FROM', 'ACCOUNT_URL']);
  });

  test.each([
    ['a URL with a password in place', { MAIL_URL: 'smtps://ada:secret@mail.example.com' }, 'MAIL_URL'],
    ['an outbox', { MAIL_URL: 'file:/tmp/outbox' }, 'MAIL_URL'],
    ['a page by http', { ACCOUNT_URL: 'http://example.com/account' }, 'ACCOUNT_URL'],
    ['a page of this machine', { ACCOUNT_URL: 'http://localhost:3000/console' }, 'ACCOUNT_URL'],
  ])('%s stops the start', (_, more, variable) => {
    expect(blamed({ ...LAMBDA, ...mail, ...more })).toEqual([variable]);
  });

  test.each(['smtps://mail.example.com', 'secretsmanager:gatehouse/mail-url', 'ssm:/gatehouse/mail-url'])(
    'takes %s',
    (MAIL_URL) => expect(blamed({ ...LAMBDA, ...mail, MAIL_URL })).toEqual([]),
  );
});

describe('who mails are from', () => {
  test.each(['no-reply@example.com', 'Example <no-reply@example.com>', 'Ex & Söhne GmbH <a@example.com>'])(
    '%s is taken',
    (MAIL_FROM) => expect(read({ MAIL_FROM }).MAIL_FROM).toBe(MAIL_FROM),
  );
  test.each([
    'example.com',
    'a@b, c@d',
    'Example <no-reply>',
    'A\r\nBcc: eve@example.com <a@example.com>',
    '"A" <a@example.com>',
    'A: a@example.com;',
  ])('%j is not', (MAIL_FROM) => expect(blamed({ MAIL_FROM })).toEqual(['MAIL_FROM']));
});

describe('the page', () => {
  test.each(['https://example.com/account', 'https://example.com/?page=account', 'http://[::1]:3000/x'])(
    '%s is taken',
    (ACCOUNT_URL) => expect(read({ ACCOUNT_URL }).ACCOUNT_URL).toBe(ACCOUNT_URL),
  );
  test.each([
    'https://example.com/#account',
    'https://example.com/#',
    'ftp://example.com',
    'example.com',
    'http://example.com',
  ])('%s is not', (ACCOUNT_URL) => expect(blamed({ ACCOUNT_URL })).toEqual(['ACCOUNT_URL']));
});

import { describe, expect, test } from '@jest/globals';
import { parseMailUrl } from './mail-url.ts';

const smtp = { by: 'smtp', host: 'mail.example.com', port: 587, startsWithTls: false, auth: null };

test.each([
  ['smtp://mail.example.com', smtp],
  ['smtp://mail.example.com/', smtp],
  ['smtp://mail.example.com:25', { ...smtp, port: 25 }],
  ['smtps://mail.example.com', { ...smtp, port: 465, startsWithTls: true }],
  [
    'smtps://ada%40example.com:a%3Ab@mail.example.com:2465',
    { ...smtp, port: 2465, startsWithTls: true, auth: { user: 'ada@example.com', pass: 'a:b' } },
  ],
  ['smtp://[::1]:1025', { ...smtp, host: '::1', port: 1025 }],
  ['ses:eu-central-1', { by: 'ses', region: 'eu-central-1' }],
  ['ses:us-gov-west-1', { by: 'ses', region: 'us-gov-west-1' }],
  ['file:.gatehouse/outbox', { by: 'file', folder: '.gatehouse/outbox' }],
  ['file:/var/outbox', { by: 'file', folder: '/var/outbox' }],
  ['file:///var/outbox', { by: 'file', folder: '/var/outbox' }],
])('%s is read', (url, address) => {
  expect(parseMailUrl(url)).toEqual(address);
});

describe('is refused, and none of it repeated', () => {
  test.each([
    'secret',
    'mailto:secret@example.com',
    'http://secret.example.com',
    'SMTP://secret.example.com',
    'smtp:secret.example.com',
    'smtp://',
    'smtp://secret@mail.example.com',
    'smtp://secret:@mail.example.com',
    'smtp://ada:se:cret@mail.example.com',
    'smtp://ada:secret%@mail.example.com',
    'smtp://mail.example.com:0',
    'smtp://mail.example.com:65536',
    'smtp://mail.example.com/secret',
    'smtp://mail.example.com?secret=1',
    'smtp://mail.example.com#secret',
    ' smtp://mail.example.com',
    'ses:',
    'ses:secret',
    'ses:eu-central-1?secret',
    'file:',
    'file://secret/outbox',
    'file:a\0b',
  ])('%j', (url) => {
    const error = (() => {
      try {
        return parseMailUrl(url);
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toMatchObject({ name: 'BrokenRule', message: expect.not.stringContaining('secret') });
  });
});

// The check of the logs finds what it is there to find.
import { describe, expect, test } from '@jest/globals';
import { faultsOf, type Logs } from './check-logs.ts';
import { secretsIn, type Secrets } from './secrets.ts';
import type { Seen } from './witness.ts';

const line = (members: object): string =>
  JSON.stringify({
    ...{ audit: true, time: '2026-03-01T12:00:00.000Z', event: 'login_failed', actor: null, subject: null },
    ...{ sid: null, address: '192.0.2.1', request_id: 'r1', account_key: null, ...members },
  });

const check = (logs: Partial<Logs>, seen: Partial<Seen> = {}, secrets?: Secrets): readonly string[] =>
  faultsOf(
    { output: '', audit: '', ...logs },
    { byRequest: new Map(), byOperators: [], ...seen },
    secrets === undefined ? [] : [secrets],
  );

describe('an event', () => {
  test('of a request must stand under its id', () => {
    const byRequest = new Map([['r1', 'login_failed']] as const);
    expect(check({ audit: line({}) }, { byRequest })).toEqual([]);
    expect(check({ audit: line({ request_id: 'r2' }) }, { byRequest })).toEqual([
      'the request r1 has left no login_failed',
    ]);
    expect(check({ audit: line({ event: 'login_succeeded' }) }, { byRequest })).toHaveLength(1);
  });

  test('of an operator must stand there as often as there were commands', () => {
    const byOperators = ['roles_changed', 'roles_changed'] as const;
    const told = line({ event: 'roles_changed', actor: 'operator', request_id: null });
    expect(check({ audit: `${told}\n${told}\n` }, { byOperators: [...byOperators] })).toEqual([]);
    expect(check({ audit: `${told}\n` }, { byOperators: [...byOperators] })).toEqual([
      'a command of an operator has left no roles_changed',
    ]);
  });

  test('is no line of another form', () => {
    expect(check({ audit: 'nothing\n' })).toEqual(['a line of the audit file is no audit line']);
  });
});

describe('a secret', () => {
  const secrets: Secrets = { tokens: new Set(), texts: new Set() };
  const TAIL = 'q'.repeat(43);
  secretsIn(
    {
      items: [{ email: 'Ada@example.com', password: 'Seven quiet rivers' }],
      refresh_token: `${TAIL}.${TAIL}`,
    },
    secrets,
  );

  test.each([
    ['a password that was sent, in any letter case', 'auth | SEVEN quiet rivers'],
    ['an email that was sent', 'ada@EXAMPLE.com has signed in'],
    ['an email of whomever', '{"to":"someone.else@mail.example.org"}'],
    ['half a refresh token', `auth | {"token":"${TAIL}"}`],
    ['a whole one of whomever', `${'a'.repeat(43)}.${'b'.repeat(43)}`],
    ['an access token', `Bearer eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(30)}.c`],
    ['a hash', '$argon2id$v=19$m=19456'],
    ['a private key', `{"kty":"OKP","d":"${'x'.repeat(43)}"}`],
  ])('is found in output: %s', (_what, text) => {
    expect(check({ output: `first\n${text}\nlast` }, {}, secrets)).toHaveLength(1);
  });

  test.each([
    ['an account’s key', line({ account_key: 'k'.repeat(43) })],
    ['a module of a package in a stack', '    at login (node_modules/@middy/core/index.js:1:2)'],
    ['the version of a package', 'mongodb@7.9.0 and nx@23.2.1'],
    [
      'the walk-through of the start',
      "  BASE=http://127.0.0.1:1\n  PASSWORD='seven quiet rivers run north'\n  post /auth/refresh x",
    ],
  ])('is none: %s', (_what, text) => {
    expect(check({ output: text }, {}, secrets)).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  clearRefreshCookie,
  isTrustedSender,
  placeAskedFor,
  refreshTokenIn,
  setRefreshCookie,
} from './refresh-cookie.ts';

test('the cookie is asked for by one header of one value, and by nothing near it', () => {
  expect(placeAskedFor([])).toBe('body');
  expect(placeAskedFor(['cookie'])).toBe('cookie');
  for (const lines of [['Cookie'], ['body'], [''], ['cookie, cookie'], ['cookie', 'cookie']])
    expect(placeAskedFor(lines)).toBe('unknown');
});

describe('a sender is trusted', () => {
  const APP = 'https://app.example.com';
  test.each<[string, string[], string[], boolean]>([
    ['of the listed origin', [APP], [], true],
    ['of the listed origin, which is another site', [APP], ['cross-site'], true],
    ['of our own origin, which is in no list', ['https://id.example.com'], ['same-origin'], true],
    ['of our own origin, as a GET says it', [], ['same-origin'], true],
    ['of another origin', ['https://evil.example'], ['cross-site'], false],
    ['of an origin that begins alike', [`${APP}.evil.example`], [], false],
    ['of the same site, which is another origin', ['https://evil.example.com'], ['same-site'], false],
    ['of no origin', ['null'], ['cross-site'], false],
    ['of an empty origin', [''], [], false],
    ['that a person called', [], ['none'], false],
    ['that says neither', [], [], false],
    ['that says its origin twice', [APP, 'https://evil.example'], ['same-origin'], false],
    ['that says its site twice', [APP], ['same-origin', 'cross-site'], false],
  ])('%s: %j %j', (_who, origin, site, trusted) => {
    expect(isTrustedSender({ origin, site }, [APP])).toBe(trusted);
  });

  test('nobody by an origin where none is listed', () => {
    expect(isTrustedSender({ origin: [APP], site: [] }, [])).toBe(false);
    expect(isTrustedSender({ origin: [''], site: [] }, [])).toBe(false);
  });
});

test.each([
  [['__Host-gatehouse-refresh=a.b'], 'a.b'],
  [['x=1; __Host-gatehouse-refresh=a.b;y=2'], 'a.b'],
  [['x=1', '__Host-gatehouse-refresh=a=b'], 'a=b'],
  [['__host-gatehouse-refresh=a.b'], ''],
  [['x__Host-gatehouse-refresh=a.b; __Host-gatehouse-refresh'], ''],
  [['__Host-gatehouse-refresh=a; __Host-gatehouse-refresh=b'], ''],
  [['__Host-gatehouse-refresh=a', '__Host-gatehouse-refresh=a'], ''],
  [[], ''],
])('the token in the lines %j is %j', (lines, token) => {
  expect(refreshTokenIn(lines)).toBe(token);
});

test('the cookie is for this host alone, for no script, and for requests of the chosen sites', () => {
  expect(setRefreshCookie('a.b', 'strict', 600)).toBe(
    '__Host-gatehouse-refresh=a.b; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Strict',
  );
  expect(setRefreshCookie('a.b', 'lax', 600)).toMatch(/; SameSite=Lax$/);
  expect(setRefreshCookie('a.b', 'none', 600)).toMatch(/; SameSite=None; Partitioned$/);
  expect(clearRefreshCookie('none')).toBe(
    '__Host-gatehouse-refresh=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None; Partitioned',
  );
});

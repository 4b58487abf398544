// Targets: the operation's own, with anything in the place of its parameters, bent in every way that a path can be.
import fc from 'fast-check';
import type { Operation } from '../document/openapi.ts';
import { anyHeadBytes, anyText } from './odd-texts.ts';

/** A target for the operation, a character for each byte. */
export const targetOf = ({ path, query }: Operation): fc.Arbitrary<string> =>
  fc
    .tuple(pathOf(path), fc.oneof({ weight: 2, arbitrary: fc.constant('') }, queryOf(query)))
    .chain(([filled, asked]) =>
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(`${filled}${asked}`) },
        { weight: 1, arbitrary: fc.constantFrom(...BENDS).map((bend) => bend(filled, asked)) },
      ),
    );

const pathOf = (path: string): fc.Arbitrary<string> => {
  const segments = path
    .split('/')
    .map((segment) => (segment.startsWith('{') ? segmentInstead : fc.constant(segment)));
  return fc.tuple(...segments).map((filled) => filled.join('/'));
};

const anyEncoded = anyText.map((text) => encodeURIComponent(text.toWellFormed()));

/** In the place of a parameter. */
const segmentInstead: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '{{user.id}}',
      '{{admin.id}}',
      '{{ended.id}}',
      '{{user.session}}',
      '{{admin.session}}',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        'me',
        'unknown',
        '.',
        '..',
        '%2e',
        '%2e%2e',
        '%2F',
        'a%2fb',
        '..%2f..',
        '%5c',
        '%00',
        '%',
        '%zz',
        '%ff',
        '%c0%af',
      ],
      ...[
        '%ed%a0%80',
        '*',
        '{id}',
        '$',
        ';x=1',
        '+',
        '%20',
        '%0d%0a',
        ':',
        '@',
        '~',
        '%7B',
        'a'.repeat(64),
        'a'.repeat(65),
      ],
      ...['a'.repeat(600), 'a'.repeat(2_000), 'a'.repeat(9_000), '%61'.repeat(400), '__proto__', '%E2%80%AE'],
    ),
  },
  { weight: 1, arbitrary: anyEncoded },
  { weight: 1, arbitrary: anyHeadBytes.map((bytes) => bytes.replaceAll(/[\0- \x7f/?#]/g, '')) },
);

const queryOf = (names: readonly string[]): fc.Arbitrary<string> => {
  const name = fc.oneof(fc.constantFrom('limit', 'cursor', 'email', ...names), anyEncoded);
  const value = fc.oneof(
    fc.constantFrom(
      '1',
      '20',
      '100',
      '0',
      '101',
      '-1',
      '1.5',
      '1e1',
      '%31',
      '',
      '{{user.id}}',
      'MTc2OTg1MTgwMDAwMC42ZjFjMmEwZQ',
    ),
    anyEncoded,
  );
  const pairs = fc.array(
    fc.tuple(name, value).map(([key, text]) => `${key}=${text}`),
    { minLength: 1, maxLength: 3 },
  );
  return fc.oneof(
    { weight: 5, arbitrary: pairs.map((each) => `?${each.join('&')}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '?',
        '?&',
        '?=',
        '?limit',
        '?limit&limit',
        '?%',
        '?%ff=%ff',
        '?a[b]=c',
        `?${'a=1&'.repeat(500)}`,
      ),
    },
  );
};

const BENDS: readonly ((path: string, query: string) => string)[] = [
  (path, query) => `${path}/${query}`,
  (path, query) => `/${path}${query}`,
  (path, query) => `${path}//${query}`,
  (path) => `${path}/.`,
  (path) => `${path}/../${path}`,
  (path) => `/x/..${path}`,
  (path) => `${path}#${path}`,
  (path, query) => `http://127.0.0.1${path}${query}`,
  (path) => `https://other.example:99${path}`,
  (path) => `HTTP://user@h${path}`,
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replaceAll('/', '%2F'),
  (path) => path.replaceAll('/', '\\'),
  (path) => `${path};jsessionid=1`,
  (path) => `${path}.json`,
  (path) => `${path}%20`,
  (path) => path.slice(1),
  (path) => `/v1${path}`,
  () => '*',
  () => '/',
  () => '/%',
  () => `/${'a/'.repeat(2_000)}`,
  () => '/nothing',
];

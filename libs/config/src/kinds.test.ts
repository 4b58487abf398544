import { describe, expect, test } from '@jest/globals';
import type { Kind } from './environment.ts';
import { BrokenRule } from './errors.ts';
import { integer } from './integer.ts';
import { claim, issuer, oneOf, origins, text } from './kinds.ts';

const read = <T>(kind: Kind<T>, value: string | undefined, inLambda = false): T =>
  kind(value, { variable: 'ANY', env: {}, inLambda });

describe('text', () => {
  test('is kept as it stands', () => {
    expect(read(text(), 'two words')).toBe('two words');
  });

  test.each([' x', 'x ', '\n', ' '])('%j has white space around it', (value) => {
    expect(() => read(text(), value)).toThrow(BrokenRule);
  });

  test('can have a pattern of its own', () => {
    const home = text({ pattern: { matches: /^\//, rule: 'must be an absolute path' } });
    expect(read(home, '/data')).toBe('/data');
    expect(() => read(home, 'data')).toThrow('must be an absolute path');
  });
});

describe('integer', () => {
  const grace = integer({ min: 0, max: 300 });

  test.each([
    ['0', 0],
    ['300', 300],
    ['007', 7],
  ])('%j is %d', (value, expected) => {
    expect(read(grace, value)).toBe(expected);
  });

  test.each(['-1', '301', '1.5', '1e2', '0x10', ' 1', '1 ', '٣', 'NaN', 'Infinity', '9'.repeat(400)])(
    '%j is not from 0 to 300',
    (value) => {
      expect(() => read(grace, value)).toThrow('must be a whole number from 0 to 300');
    },
  );

  test('a fallback of null makes it optional, and 0 is a fallback too', () => {
    expect(read(integer({ min: 0, max: 9, fallback: null }), undefined)).toBeNull();
    expect(read(integer({ min: 0, max: 9, fallback: 0 }), undefined)).toBe(0);
  });
});

describe('an issuer', () => {
  test('is kept letter by letter', () => {
    expect(read(issuer(), 'https://ID.example.com/auth')).toBe('https://ID.example.com/auth');
  });

  test.each(['http://127.0.0.1:3000/auth', 'http://localhost', 'http://[::1]:1'])(
    '%s is loopback: fine, but not in Lambda',
    (value) => {
      expect(read(issuer(), value)).toBe(value);
      expect(() => read(issuer(), value, true)).toThrow(BrokenRule);
    },
  );

  test.each([
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'ftp://localhost',
    'example.com',
    'https://',
    'https://user@example.com',
    'https://:password@example.com',
    'https://example.com/#part',
    'https://example.com/#',
    'https://example.com/ x',
    'https://example.com/auth?tenant=1',
    'https://example.com/auth?',
    'https:example.com/auth',
    'https:/example.com/auth',
    'https:///example.com/auth',
    'https:\\\\example.com\\auth',
    'https://example.com\\@evil.example/auth',
    'https://example.com:port/auth',
    'https://user:@example.com/auth',
  ])('%s is none', (value) => {
    expect(() => read(issuer(), value)).toThrow('must be an https URL');
  });
});

describe('what a token takes', () => {
  test('is a text or an issuer of at most 512 characters', () => {
    const url = 'https://id.example.com/';
    expect(read(claim(), 'x'.repeat(512))).toHaveLength(512);
    expect(read(issuer(), url.padEnd(512, 'x'))).toHaveLength(512);
    expect(() => read(claim(), 'x'.repeat(513))).toThrow('must have at most 512 characters');
    expect(() => read(issuer(), url.padEnd(513, 'x'))).toThrow('must have at most 512 characters');
    for (const value of [' ', ' x', 'x\n']) expect(() => read(claim(), value)).toThrow('white space around');
  });
});

describe('one of', () => {
  const registration = oneOf(['open', 'closed'], { fallback: 'open' });

  test('takes what is listed, in its letter case', () => {
    expect(read(registration, 'closed')).toBe('closed');
    expect(() => read(registration, 'Closed')).toThrow('must be one of open, closed');
  });
});

describe('origins', () => {
  test('are separated by commas, each once', () => {
    expect(read(origins(), 'https://a.example, http://localhost:5173,https://a.example')).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ]);
  });

  test.each([
    '*',
    'null',
    'https://*.example.com',
    'https://a.example/',
    'https://a.example/app',
    'https://A.example',
    'https://a.example:443',
    'http://a.example',
    'https://a.example,',
    'capacitor://localhost',
  ])('%j is none', (value) => {
    expect(() => read(origins(), value)).toThrow('must be origins');
  });
});

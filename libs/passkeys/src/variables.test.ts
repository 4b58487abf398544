import { describe, expect, test } from '@jest/globals';
import { readEnvironment, type ConfigurationError, type Environment } from '@gatehouse/config';
import { passkeyVariables } from './variables.ts';

const LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'login' };

const read = (env: Environment) => readEnvironment(env, passkeyVariables);

/** The variables at fault. */
const faultsOf = (env: Environment): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems.map(({ variable }) => variable);
  }
};

test('a local run has passkeys of localhost, on the port of the gateway', () => {
  expect(read({})).toEqual({ WEBAUTHN_RP_ID: 'localhost', WEBAUTHN_ORIGINS: ['http://localhost:3000'] });
  expect(read({ PORT: '3007' }).WEBAUTHN_ORIGINS).toEqual(['http://localhost:3007']);
});

test('a function has none unless both are set', () => {
  expect(read(LAMBDA)).toEqual({ WEBAUTHN_RP_ID: null, WEBAUTHN_ORIGINS: null });
  expect(read({ ...LAMBDA, WEBAUTHN_RP_ID: 'example.com', WEBAUTHN_ORIGINS: 'https://example.com' })).toEqual(
    {
      WEBAUTHN_RP_ID: 'example.com',
      WEBAUTHN_ORIGINS: ['https://example.com'],
    },
  );
});

test('one without the other names the one that is missing', () => {
  expect(faultsOf({ ...LAMBDA, WEBAUTHN_RP_ID: 'example.com' })).toEqual(['WEBAUTHN_ORIGINS']);
  expect(faultsOf({ ...LAMBDA, WEBAUTHN_ORIGINS: 'https://example.com' })).toContain('WEBAUTHN_RP_ID');
  expect(faultsOf({ WEBAUTHN_RP_ID: 'example.com' })).toEqual(['WEBAUTHN_ORIGINS']);
});

describe('the host', () => {
  test.each(['localhost', 'example.com', 'id.example.co.uk', 'xn--mnchen-3ya.example', 'a-1.b2'])(
    'may be %s',
    (host) => expect(faultsOf({ WEBAUTHN_RP_ID: host, WEBAUTHN_ORIGINS: `https://${host}` })).toEqual([]),
  );

  test.each([
    'Example.com',
    'example',
    'https://example.com',
    'example.com:443',
    'example.com/',
    'example.com.',
    '.example.com',
    'exa_mple.com',
    '127.0.0.1',
    '[::1]',
    '*.example.com',
    'münchen.example',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(127)}com`,
  ])('may not be %s', (host) =>
    expect(faultsOf({ WEBAUTHN_RP_ID: host, WEBAUTHN_ORIGINS: 'https://example.com' })).toContain(
      'WEBAUTHN_RP_ID',
    ),
  );
});

describe('the origins', () => {
  const faults = (WEBAUTHN_RP_ID: string, WEBAUTHN_ORIGINS: string) =>
    faultsOf({ WEBAUTHN_RP_ID, WEBAUTHN_ORIGINS });

  test.each([
    ['example.com', 'https://example.com'],
    ['example.com', 'https://example.com:8443, https://app.example.com'],
    ['localhost', 'http://localhost:5173'],
  ])('of %s may be %s', (host, origins) => expect(faults(host, origins)).toEqual([]));

  test.each([
    ['example.com', 'http://example.com'],
    ['example.com', 'https://example.com/'],
    ['example.com', 'https://other.example'],
    ['example.com', 'https://badexample.com'],
    ['app.example.com', 'https://example.com'],
    ['example.com', 'https://example.com, https://other.example'],
    ['localhost', 'http://127.0.0.1:3000'],
    ['localhost', 'https://example.com'],
    ['example.com', '*'],
  ])('of %s may not be %s', (host, origins) => expect(faults(host, origins)).toEqual(['WEBAUTHN_ORIGINS']));
});

// What the configuration takes has to be what the signer takes, so that no start is green whose tokens cannot be made.
import { describe, expect, test } from '@jest/globals';
import { createSigner, issueAccessToken, parseSecretKey } from '@gatehouse/jwt';
import { readConfig } from './config.ts';

const SECRET_KEY = 'k9#Vq2!xT7@mLw4$zR8^bN1&cF6*hJ3(yP';
const signer = await createSigner(parseSecretKey(SECRET_KEY));

const issueBy = (env: Readonly<Record<string, string>>) => {
  const config = readConfig({ SECRET_KEY, ...env });
  const from = {
    subject: 'a',
    sessionId: 's',
    roles: [],
    amr: ['pwd'],
    authTime: new Date(),
    now: new Date(),
  };
  return issueAccessToken(
    { signer },
    {
      ...from,
      issuer: config.JWT_ISSUER,
      audience: config.JWT_AUDIENCE,
      clientId: config.JWT_CLIENT_ID,
      ttlSeconds: config.ACCESS_TOKEN_TTL_SECONDS,
    },
  );
};

describe('the longest and the largest that the configuration takes', () => {
  test.each([
    ['JWT_ISSUER', 'https://id.example.com/'.padEnd(512, 'x')],
    ['JWT_AUDIENCE', 'x'.repeat(512)],
    ['JWT_CLIENT_ID', 'x'.repeat(512)],
    ['ACCESS_TOKEN_TTL_SECONDS', '86400'],
  ])('makes a token: %s', async (variable, value) => {
    expect((await issueBy({ [variable]: value })).token).toContain('.');
    const beyond = variable.endsWith('SECONDS') ? '86401' : `${value}x`;
    expect(() => readConfig({ SECRET_KEY, [variable]: beyond })).toThrow(`${variable}: must`);
  });
});

test('what is served as an issuer has neither a query nor a fragment', () => {
  for (const JWT_ISSUER of ['https://id.example.com/auth?tenant=1', 'https://id.example.com/auth#1'])
    expect(() => readConfig({ SECRET_KEY, JWT_ISSUER })).toThrow(/JWT_ISSUER: must be an https URL/);
});

test('a deployed function does not start with the hashes of tests', () => {
  const inLambda = { AWS_LAMBDA_FUNCTION_NAME: 'auth', SECRET_KEY: 'ssm:/key', DATABASE_URL: 'ssm:/url' };
  const env = {
    ...inLambda,
    JWT_ISSUER: 'https://id.example.com/auth',
    JWT_AUDIENCE: 'a',
    JWT_CLIENT_ID: 'c',
  };
  expect(() => readConfig(env)).not.toThrow();
  expect(() => readConfig({ ...env, UNSAFE_CHEAP_HASHING: 'true' })).toThrow(
    'UNSAFE_CHEAP_HASHING: must not be set in Lambda',
  );
});

describe('refresh tokens in a cookie', () => {
  const read = (env: Readonly<Record<string, string>>) => readConfig({ SECRET_KEY, ...env }).REFRESH_COOKIE;
  const APP = 'https://app.example.com';

  test('are off unless a SameSite is chosen', () => {
    expect(read({})).toBe('off');
    expect(read({ REFRESH_COOKIE: 'strict' })).toBe('strict');
    expect(read({ REFRESH_COOKIE: 'none', CORS_ORIGINS: APP })).toBe('none');
    expect(read({ REFRESH_COOKIE: 'lax', CORS_ORIGINS: `${APP}, ${APP}` })).toBe('lax');
    expect(read({ REFRESH_COOKIE: 'off', CORS_ORIGINS: `${APP},https://b.example` })).toBe('off');
  });

  test.each([
    [
      { REFRESH_COOKIE: 'lax', CORS_ORIGINS: `${APP},https://b.example` },
      /REFRESH_COOKIE: must be off unless/,
    ],
    [{ REFRESH_COOKIE: 'Lax' }, /REFRESH_COOKIE: must be one of off, strict, lax, none/],
    [{ REFRESH_COOKIE: 'none', CORS_ORIGINS: '*' }, /CORS_ORIGINS: must be origins/],
  ])('stop the start by name: %j', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });
});

test('whoever knows a password guesses a code with less than 3 % in a year, three being good at a time', () => {
  const { attempts, seconds } = readConfig({ SECRET_KEY }).CODE_LIMIT_PER_ACCOUNT!;
  const windowsInAYear = Math.floor((365 * 86_400) / seconds) + 1;
  const chance = 1 - (1 - 3 / 1_000_000) ** (windowsInAYear * attempts);
  expect(chance).toBeLessThan(0.03);
  expect(chance.toFixed(3)).toBe('0.022');
});

test('keys of factors that cannot be read stop the start by position and rule, and none of them is shown', () => {
  const FACTOR_KEYS = 'v1:bjBuc2Vuc2U=';
  expect(() => readConfig({ SECRET_KEY, FACTOR_KEYS })).toThrow(
    'FACTOR_KEYS: key 1 must have 16 to 64 bytes',
  );
  expect(readConfig({ SECRET_KEY }).FACTOR_KEYS).toBeNull();
});

describe('an old system that is asked', () => {
  const URL = 'https://old.example.com/login';
  const read = (env: Readonly<Record<string, string>>) => readConfig({ SECRET_KEY, ...env }).LEGACY_LOGIN_URL;

  test('is none unless it is named', () => {
    expect(read({})).toBeNull();
    expect(read({ LEGACY_LOGIN_URL: URL, REGISTRATION: 'closed' })).toBe(URL);
    expect(read({ LEGACY_LOGIN_URL: 'http://127.0.0.1:8080/login', REGISTRATION: 'confirmed' })).toContain(
      ':8080',
    );
  });

  test.each([{}, { REGISTRATION: 'open' }])(
    'stops the start where strangers could take addresses: %j',
    (env) => {
      expect(() => read({ LEGACY_LOGIN_URL: URL, ...env })).toThrow(
        'LEGACY_LOGIN_URL: must not be set unless REGISTRATION is closed or confirmed',
      );
    },
  );

  test.each([
    'http://old.example.com/login',
    'https://ada:secret@old.example.com',
    'https://old.example/?k=1',
  ])('stops the start where it is no https URL in the plain: %s', (LEGACY_LOGIN_URL) => {
    const message = /LEGACY_LOGIN_URL: must be an https URL/;
    expect(() => read({ LEGACY_LOGIN_URL, REGISTRATION: 'closed' })).toThrow(message);
  });
});

test('registrations that are confirmed stop the start here too where nothing is mailed', () => {
  const inLambda = { AWS_LAMBDA_FUNCTION_NAME: 'auth', SECRET_KEY: 'ssm:/key', DATABASE_URL: 'ssm:/url' };
  const token = { JWT_ISSUER: 'https://id.example.com/auth', JWT_AUDIENCE: 'a', JWT_CLIENT_ID: 'c' };
  expect(() => readConfig({ ...inLambda, ...token, REGISTRATION: 'confirmed' })).toThrow(
    'REGISTRATION: must not be confirmed unless MAIL_URL',
  );
});

import { describe, expect, test } from '@jest/globals';
import {
  ConfigurationError,
  databaseUrl,
  issuer,
  integer,
  isLambda,
  oneOf,
  origins,
  readEnvironment,
  reference,
  text,
} from './index.ts';

const LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'login' };

const SCHEMA = {
  JWT_ISSUER: issuer({ localFallback: (env) => `http://127.0.0.1:${env['PORT'] ?? '3000'}/auth` }),
  JWT_AUDIENCE: text({ localFallback: 'gatehouse' }),
  ACCESS_TOKEN_TTL_SECONDS: integer({ min: 1, max: 86_400, fallback: 300 }),
  LOG_LEVEL: oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR'], { fallback: 'INFO' }),
  CORS_ORIGINS: origins({ fallback: [] }),
  SECRET_KEY: reference({ fallback: null }),
  DATABASE_URL: databaseUrl({ localFallback: 'sqlite:.gatehouse/gatehouse.db' }),
};

const problemsOf = (read: () => unknown): string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.problems.map(({ variable, rule }) => `${variable}: ${rule}`);
    throw error;
  }
  throw new Error('nothing was wrong');
};

describe('reading the environment', () => {
  test('local runs need no variable at all', () => {
    const config = readEnvironment({}, SCHEMA);
    expect(config).toMatchObject({
      JWT_ISSUER: 'http://127.0.0.1:3000/auth',
      JWT_AUDIENCE: 'gatehouse',
      ACCESS_TOKEN_TTL_SECONDS: 300,
      LOG_LEVEL: 'INFO',
      CORS_ORIGINS: [],
      SECRET_KEY: null,
      DATABASE_URL: { from: 'in-place', variable: 'DATABASE_URL' },
    });
  });

  test('the result is typed and frozen', () => {
    const config = readEnvironment({ PORT: '8080' }, SCHEMA);
    const level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' = config.LOG_LEVEL;
    const ttl: number = config.ACCESS_TOKEN_TTL_SECONDS;
    expect([level, ttl, config.JWT_ISSUER]).toEqual(['INFO', 300, 'http://127.0.0.1:8080/auth']);
    expect(() => Object.assign(config, { LOG_LEVEL: 'DEBUG' })).toThrow(TypeError);
  });

  test('an empty string counts as unset, also where another variable derives from it', () => {
    const config = readEnvironment({ PORT: '', JWT_ISSUER: '', SECRET_KEY: '' }, SCHEMA);
    expect([config.JWT_ISSUER, config.SECRET_KEY]).toEqual(['http://127.0.0.1:3000/auth', null]);
  });

  test('what is only a local default is missing in Lambda', () => {
    expect(problemsOf(() => readEnvironment(LAMBDA, SCHEMA))).toEqual([
      'JWT_ISSUER: is required in Lambda',
      'JWT_AUDIENCE: is required in Lambda',
      'DATABASE_URL: is required in Lambda',
    ]);
  });

  test('everything that is wrong is told at once, by variable and rule, and without the values', () => {
    const env = {
      JWT_ISSUER: 'http://tell-nobody.example',
      ACCESS_TOKEN_TTL_SECONDS: '0x7',
      LOG_LEVEL: 'TRACE',
      CORS_ORIGINS: 'https://a.example,*',
      DATABASE_URL: 'postgres://tell-nobody',
    };
    const read = (): unknown => readEnvironment(env, SCHEMA);
    expect(problemsOf(read).map((line) => line.split(':')[0])).toEqual(Object.keys(env));
    expect(read).toThrow(/^the configuration cannot be used\n {2}JWT_ISSUER: must be an https URL/);
    expect(read).not.toThrow(/tell-nobody|0x7|TRACE|a\.example,/);
  });

  test('a variable without a fallback is required everywhere', () => {
    expect(problemsOf(() => readEnvironment({}, { MAIL_FROM: text() }))).toEqual(['MAIL_FROM: is required']);
  });

  test('an error that is no broken rule is a fault and passes through', () => {
    const faulty = (): never => {
      throw new TypeError('a bug');
    };
    expect(() => readEnvironment({}, { ANY: faulty })).toThrow(TypeError);
  });
});

describe('being in Lambda', () => {
  test.each([
    [{}, false],
    [{ AWS_LAMBDA_FUNCTION_NAME: '' }, false],
    [LAMBDA, true],
    [{ ...LAMBDA, AWS_SAM_LOCAL: 'true' }, false],
    [{ ...LAMBDA, AWS_SAM_LOCAL: 'false' }, true],
  ])('%j is %s', (env, expected) => {
    expect(isLambda(env)).toBe(expected);
  });
});

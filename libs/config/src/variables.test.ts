import { describe, expect, test } from '@jest/globals';
import { databaseVariables } from './database-variables.ts';
import { eitherReference } from './either.ts';
import { readEnvironment } from './environment.ts';
import { ConfigurationError } from './errors.ts';
import { text } from './kinds.ts';
import { homeVariables, logVariables, stackVariables, tokenVariables } from './variables.ts';

const problemsOf = (read: () => unknown): readonly { variable: string; rule: string }[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

const lambda = { AWS_LAMBDA_FUNCTION_NAME: 'users-get' };

describe('the shared variables', () => {
  test('have local defaults that follow the port and the home', () => {
    const schema = { ...tokenVariables, ...databaseVariables };
    const config = readEnvironment({ PORT: '4000', GATEHOUSE_HOME: '/tmp/home' }, schema);
    expect(config.JWT_ISSUER).toBe('http://127.0.0.1:4000/auth');
    expect([config.JWT_AUDIENCE, config.JWT_CLIENT_ID]).toEqual(['gatehouse', 'gatehouse']);
    expect(config.DATABASE_URL).toMatchObject({ from: 'in-place' });
  });

  test('are missing in Lambda when they are not given', () => {
    const problems = problemsOf(() => readEnvironment(lambda, { ...tokenVariables, ...databaseVariables }));
    expect(problems.map(({ variable }) => variable)).toEqual([
      'JWT_ISSUER',
      'JWT_AUDIENCE',
      'JWT_CLIENT_ID',
      'DATABASE_URL',
    ]);
  });
});

test('a home is where a local run names one, and nowhere in Lambda', () => {
  const homeIn = (env: Readonly<Record<string, string>>) =>
    readEnvironment(env, homeVariables).GATEHOUSE_HOME;
  expect(homeIn({ GATEHOUSE_HOME: '/x' })).toBe('/x');
  expect(homeIn({})).toBeNull();
  expect(homeIn({ GATEHOUSE_HOME: '/x', AWS_LAMBDA_FUNCTION_NAME: 'f' })).toBeNull();
  expect(homeIn({ GATEHOUSE_HOME: '/x', AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_SAM_LOCAL: 'true' })).toBe('/x');
});

test('lines are for machines where nothing else is said, and a format that is none is named', () => {
  expect(readEnvironment({}, logVariables)).toMatchObject({ LOG_FORMAT: 'json' });
  expect(readEnvironment({ LOG_FORMAT: 'pretty' }, logVariables)).toMatchObject({ LOG_FORMAT: 'pretty' });
  expect(problemsOf(() => readEnvironment({ LOG_FORMAT: 'text' }, logVariables))).toEqual([
    { variable: 'LOG_FORMAT', rule: 'must be one of json, pretty' },
  ]);
});

test('the log group of a function is known in Lambda alone', () => {
  const group = { AWS_LAMBDA_LOG_GROUP_NAME: 'gatehouse-auth-Logs-1' };
  expect(readEnvironment(group, stackVariables).AWS_LAMBDA_LOG_GROUP_NAME).toBeNull();
  expect(readEnvironment({ ...lambda, ...group }, stackVariables)).toEqual(group);
});

describe('eitherReference', () => {
  const schema = { A: eitherReference('B', text()), B: eitherReference('A', text()) };

  test('reads the one that is set and gives null for the other', () => {
    expect(readEnvironment({ A: 'a' }, schema)).toEqual({ A: 'a', B: null });
    expect(readEnvironment({ B: 'b' }, schema)).toEqual({ A: null, B: 'b' });
  });

  test('refuses both and neither, naming each', () => {
    expect(problemsOf(() => readEnvironment({ A: 'a', B: 'b' }, schema))).toEqual([
      { variable: 'A', rule: 'must not be set together with B' },
      { variable: 'B', rule: 'must not be set together with A' },
    ]);
    expect(problemsOf(() => readEnvironment({}, schema))).toEqual([
      { variable: 'A', rule: 'is required, or B in its place' },
      { variable: 'B', rule: 'is required, or A in its place' },
    ]);
  });
});

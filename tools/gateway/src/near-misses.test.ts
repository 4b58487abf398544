import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findNearMisses, variablesIn } from './near-misses.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const templates = readdirSync(join(workspace, 'apps')).map((app) =>
  readFileSync(join(workspace, 'apps', app, 'template.yaml'), 'utf8'),
);
// No template names the last one: it is for tests, and `npm start` refuses it.
const KNOWN = [...variablesIn(templates), 'GATEHOUSE_HOME', 'HOST', 'PORT', 'UNSAFE_CHEAP_HASHING'];

const lineOf = (name: string, value = 'x') => findNearMisses({ [name]: value }, KNOWN);

test('the templates name every variable of the page on configuration, but for the gateway’s own', () => {
  const page = readFileSync(join(workspace, 'docs/configuration.md'), 'utf8');
  const rows = page.match(/^\| `.*?\|/gm) ?? [];
  const names = rows.flatMap((row) => row.match(/\w{4,}/g) ?? []);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !KNOWN.includes(name))).toEqual([]);
});

describe('a variable that is nearly one of ours', () => {
  test.each([
    ['REGISTRATON', 'REGISTRATION'],
    ['REGISTRAITON', 'REGISTRATION'],
    ['registration', 'REGISTRATION'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['JWT_PRIVATE_KEY', 'JWT_PRIVATE_KEYS'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['ARGON2_PASSE', 'ARGON2_PASSES'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['LEGACY_LOGIN_URI', 'LEGACY_LOGIN_URL'],
    ['REFRESH_GRACE_SECOND', 'REFRESH_GRACE_SECONDS'],
    ['GATEHOUSE_HOM', 'GATEHOUSE_HOME'],
  ])('%s is told with the name that may be meant: %s', (name, meant) => {
    expect(lineOf(name)).toEqual([`${name}: is read by nothing here; did you mean ${meant}?`]);
  });

  test('shows no value, and is nothing while it is empty', () => {
    expect(lineOf('SECRET_KEYS', 'hunter2').join()).not.toContain('hunter2');
    expect(lineOf('SECRET_KEYS', '')).toEqual([]);
  });
});

test.each([
  ...KNOWN,
  ...[
    'PATH',
    'HOME',
    'HOSTS',
    'HOSTNAME',
    'HOSTTYPE',
    'PORTS',
    'POST',
    'LANG',
    'LOGNAME',
    'USER',
    'SHELL',
    'TERM',
    'PWD',
  ],
  ...[
    'AWS_REGION',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_PROFILE',
    'AWS_ACCESS_KEY_ID',
    'NODE_OPTIONS',
  ],
  ...[
    'npm_config_loglevel',
    'npm_config_registry',
    'npm_lifecycle_event',
    'NODE_ENV',
    'LOG_FORMAT',
    'JWT_TOKEN',
  ],
  ...[
    'SECRET_KEY_BASE',
    'DJANGO_SECRET_KEY',
    'MONGODB_TEST_URL',
    'DATABASE_NAME',
    'DATABASE_HOST',
    'SSH_AUTH_SOCK',
  ],
  ...[
    'XDG_SESSION_ID',
    'DBUS_SESSION_BUS_ADDRESS',
    'GITHUB_TOKEN',
    'JWT_SECRET',
    'COLORTERM',
    'GATEHOUSE_URL',
  ],
  ...['PASSWORD', 'ORDERS_TABLE', 'SESSION_SECRET', 'APP_LOG_LEVEL'],
])('%s is no business of ours', (name) => {
  expect(lineOf(name)).toEqual([]);
});

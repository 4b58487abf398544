// What `npm start` does with each variable that says nonsense: it ends, and says which variable and which rule.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';

const workspace = resolve(import.meta.dirname, '../../..');

/** Nonsense for each variable, as a person would type or paste it. None of it may be shown: each could be a secret. */
const NONSENSE: Readonly<Record<string, readonly string[]>> = {
  PORT: ['n0nsense', '65536'],
  HOST: ['n0 nsense', '192.0.2.1'],
  GATEHOUSE_HOME: ['/dev/null/home'],
  DATABASE_URL: [
    'n0nsense',
    'sqlite:',
    'mongodb://127.0.0.1/db?maxPoolSize=n0nsense',
    'mongodb://127.0.0.1/db?authMechanism=MONGODB-AWS&authSource=%24external',
    'mongodb://127.0.0.1/db?tls=true&tlsCAFile=/n0nsense.pem',
    'dynamodb://n0nsense',
    'dynamodb://local/table?endpoint=http://n0nsense.example:8000',
    'file:/n0nsense/url',
  ],
  JWT_ISSUER: [
    'n0nsense',
    'https://id.example.com/auth?tenant=n0nsense',
    'https://ada:n0nsense@id.example.com',
  ],
  JWT_AUDIENCE: [' n0nsense', 'n0nsense'.repeat(65)],
  JWT_CLIENT_ID: [' n0nsense', 'n0nsense'.repeat(65)],
  JWT_PRIVATE_KEYS: ['n0nsense', '{"keys":[{"kty":"RSA","d":"n0nsense"}]}', 'secretmanager:n0nsense'],
  JWT_JWKS: ['n0nsense', 'http://n0nsense.example/jwks.json', '{"keys":[{"kty":"n0nsense"}]}'],
  SECRET_KEY: ['n0nsense', 'n0nsense'.repeat(8)],
  ACCESS_TABLE: ['n0nsense', '{"orders":[{"verb":"GET","path":"/orders"}]}', 'file:/n0nsense/table.json'],
  SESSION_CHECK_SECONDS: ['n0nsense', '-1'],
  ACCESS_TOKEN_TTL_SECONDS: ['n0nsense', '0'],
  REFRESH_IDLE_TTL_SECONDS: ['n0nsense'],
  REFRESH_ABSOLUTE_TTL_SECONDS: ['n0nsense'],
  REFRESH_GRACE_SECONDS: ['n0nsense'],
  REAUTHENTICATION_SECONDS: ['n0nsense'],
  LOGIN_LIMIT_PER_ACCOUNT: ['n0nsense', '10', '0/900'],
  LOGIN_LIMIT_PER_ADDRESS: ['n0nsense', '100/2592001'],
  CODE_LIMIT_PER_ACCOUNT: ['n0nsense', '20'],
  REGISTER_LIMIT_PER_ADDRESS: ['n0nsense', 'OFF'],
  MAIL_LIMIT_PER_ACCOUNT: ['n0nsense', '3/0'],
  REGISTRATION: ['n0nsense'],
  ARGON2_MEMORY_KIB: ['n0nsense', '7'],
  ARGON2_PASSES: ['n0nsense', '100'],
  ARGON2_LANES: ['n0nsense', '17'],
  UNSAFE_CHEAP_HASHING: ['n0nsense', 'true'],
  PASSWORD_PEPPERS: ['n0nsense', 'file:/n0nsense/peppers'],
  FACTOR_KEYS: ['n0nsense', 'v1:bjBuc2Vuc2U=', 'file:/n0nsense/keys'],
  WEBAUTHN_RP_ID: ['N0nsense.example', 'https://n0nsense.example', '127.0.0.1'],
  WEBAUTHN_ORIGINS: ['n0nsense', 'https://n0nsense.example', 'http://127.0.0.1:3000', '*'],
  PASSWORD_MIN_LENGTH: ['n0nsense'],
  PASSWORD_BREACH_URL: [
    'n0nsense',
    'http://n0nsense.example/range',
    'https://ada:n0nsense@example.com',
    'https://example.com/?n0nsense',
  ],
  LEGACY_LOGIN_URL: [
    'n0nsense',
    'http://n0nsense.example/login',
    'https://ada:n0nsense@example.com',
    'https://example.com/?n0nsense',
    // As it should be, but for registration, which is open.
    'https://example.com/n0nsense',
  ],
  MAIL_URL: [
    'n0nsense',
    'smtp://ada:n0nsense@mail.example.com:99999',
    'smtps://mail.example.com/n0nsense',
    'ses:n0nsense',
    'file://n0nsense/outbox',
    'smtp://n0nsense@mail.example.com',
  ],
  MAIL_FROM: ['n0nsense', 'n0nsense@', 'Ada <n0nsense'],
  ACCOUNT_URL: ['n0nsense', 'http://n0nsense.example/account', 'https://example.com/#n0nsense'],
  CORS_ORIGINS: ['n0nsense', '*', 'https://n0nsense.example/'],
  REFRESH_COOKIE: ['n0nsense', 'Lax', 'on'],
  LOG_LEVEL: ['n0nsense'],
  LOG_FORMAT: ['n0nsense', 'JSON'],
};

const start = async (env: Readonly<Record<string, string>>) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'gatehouse-bad-values-'));
  const args = ['--import', './tools/preload.mjs', 'tools/gateway/src/main.ts', '--no-watch'];
  const child = spawn(process.execPath, args, {
    cwd: workspace,
    env: { PATH: process.env['PATH'], PORT: '0', GATEHOUSE_HOME: join(folder.path, 'home'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((end) => child.once('close', end));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
};

/** Each is a process of its own: the first value of each variable, and with EVERY_VALUE=1, as each night, all of them. */
const tried = (values: readonly string[]): readonly string[] =>
  process.env['EVERY_VALUE'] === '1' ? values : values.slice(0, 1);

describe('npm start ends with the variable and its rule', () => {
  test.each(
    Object.entries(NONSENSE).flatMap(([name, values]) =>
      tried(values).map((value) => [name, value] as const),
    ),
  )('%s=%s', async (name, value) => {
    const { code, stdout, stderr } = await start({ [name]: value });
    const lines = stderr.trim().split('\n');
    expect({ code, stdout, blamed: [...new Set(lines.map(variableOf))] }).toEqual({
      code: 1,
      stdout: '',
      blamed: [name],
    });
    expect(stderr).not.toMatch(/^ +at /m);
    if (!['HOST', 'GATEHOUSE_HOME'].includes(name)) expect(withoutPlaces(stderr)).not.toContain('n0nsense');
  });
});

/** `users: PORT: must be …` is about PORT. */
const variableOf = (line: string): string => /^(?:[a-z]+: )?([A-Z][A-Z0-9_]*)[:/]/.exec(line)?.[1] ?? line;

/** Where a reference points is no secret, and an operator needs it. */
const withoutPlaces = (text: string): string => text.replaceAll(/\(file:\S+\)/g, '');

test('every variable of the page on configuration has its nonsense', () => {
  const page = readFileSync(join(workspace, 'docs/configuration.md'), 'utf8');
  const cells = page.match(/^\| `.*?\|/gm) ?? [];
  expect(cells.flatMap((cell) => cell.match(/\w{4,}/g) ?? []).sort()).toEqual(Object.keys(NONSENSE).sort());
});

test('a variable that is nearly one of ours is told at the start', async () => {
  const { stdout, stderr } = await start({ REGISTRATON: 'closed', UNKNOWN: 'x', LOG_LEVEL: 'n0nsense' });
  expect(stdout).toBe('REGISTRATON: is read by nothing here; did you mean REGISTRATION?\n');
  expect(stderr).toMatch(/LOG_LEVEL: must be one of/);
});

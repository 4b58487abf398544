// The zips themselves: unpacked where nothing else is, imported and called as Lambda would.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@gatehouse/db';
import { commonPasswords } from '@gatehouse/hashing/common-passwords';
import { apiEvent } from '@gatehouse/http/testing';
import { addKey, generateKey, publicJwks, serializePrivateKeySet } from '@gatehouse/jwt';
import { spendingOf } from './budgets.ts';
import { packageApp } from './package-app.ts';
import { sha256Of } from './provenance/digests.ts';
import type { Statement } from './provenance/statement.ts';
import { reachable } from './sizes.ts';
import { toSourcePositions } from './source-positions.ts';
import { ROOT, temporaryFolder, unpackApp, type UnpackedApp } from './testing/unpacked-app.ts';

/** Time for making zips, also where many others work. */
const BUILDS_MS = 120_000;

const APPS = ['authorizer', 'auth', 'users'] as const;
const ISSUER = 'https://id.example.com/auth';
const METHOD_ARN = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1/GET/users/me';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let env: Readonly<Record<string, string>>;
const apps = {} as Record<(typeof APPS)[number], UnpackedApp>;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const app of APPS) apps[app] = await unpackApp(app, 'x64', folder.path);
  const keys = addKey({ keys: [] }, await generateKey('ES256'), new Date());
  env = {
    JWT_ISSUER: ISSUER,
    JWT_PRIVATE_KEYS: serializePrivateKeySet(keys),
    JWT_JWKS: JSON.stringify(publicJwks(keys)),
  };
}, BUILDS_MS);

afterAll(() => folder.remove());

const bodyOf = ({ result }: { readonly result?: unknown }): Record<string, string> =>
  JSON.parse((result as { readonly body: string }).body) as Record<string, string>;

describe.each(APPS)('the zip of %s', (app) => {
  const envOf = () => {
    const { JWT_PRIVATE_KEYS, JWT_JWKS, ...others } = env;
    const keys = app === 'authorizer' ? { JWT_JWKS } : { JWT_PRIVATE_KEYS };
    return {
      ...others,
      ...keys,
      DATABASE_URL: 'sqlite:/nonexistent/gatehouse.db',
      SESSION_CHECK_SECONDS: '0',
    };
  };

  test('has every entry of the template, and each loads and takes at most two parameters', async () => {
    const { sizes, invoke } = apps[app];
    const outcomes = await Promise.all(
      sizes.entries.map(
        async ({ name }) => [name, await invoke(name, {}, envOf() as Record<string, string>)] as const,
      ),
    );
    expect(outcomes.length).toBeGreaterThan(1);
    const unfit = outcomes.filter(([, { parameters = 3 }]) => parameters > 2);
    expect(unfit).toEqual([]);
  });

  test('is within its budget', () => {
    const spending = spendingOf(app, apps[app].sizes);
    expect(spending?.bytes).toBeLessThanOrEqual(spending?.budget ?? 0);
  });

  test('holds modules, notices, at most one native file and the common passwords, and no source map', () => {
    const names = Object.keys(apps[app].files);
    const others = names.filter((name) => !name.endsWith('.mjs'));
    expect(others.sort()).toEqual(
      app === 'authorizer'
        ? ['THIRD-PARTY-NOTICES']
        : ['THIRD-PARTY-NOTICES', 'argon2.linux-x64-gnu.node', 'common-passwords.txt'],
    );
    expect(names).toEqual(names.toSorted());
  });
});

test("the authorizer's default entry loads none of what others are made of", () => {
  const { outputs } = apps.authorizer;
  const inputs = (kinds: readonly string[]): readonly string[] =>
    [...reachable(outputs, 'handler.mjs', kinds)].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));
  const heavy = /node_modules|libs\/(db|hashing|sessions)\//;
  expect(inputs(['import-statement']).filter((path) => heavy.test(path))).toEqual([]);
  const onDemand = inputs(['import-statement', 'dynamic-import']).filter((path) => heavy.test(path));
  expect(onDemand.filter((path) => !/node_modules\/aws4fetch\//.test(path))).toEqual([]);
});

const statementIn = (place: string, app: string): string =>
  readFileSync(join(place, `${app}.provenance.json`), 'utf8');

test.each(APPS)('the statement of %s is of its zip, and names what the zip holds code of', (app) => {
  const { subject, predicate } = JSON.parse(statementIn(folder.path, app)) as Statement;
  expect(subject).toEqual([{ name: `${app}.zip`, digest: { sha256: sha256Of(apps[app].zip) } }]);
  const { externalParameters, resolvedDependencies } = predicate.buildDefinition;
  expect(externalParameters).toEqual({ app, architecture: 'x64' });
  const stated = resolvedDependencies.map(({ name, uri }) => name ?? uri?.replace(/@[\d.]+$/, ''));
  const driver = 'pkg:npm/mongodb';
  expect(stated).toEqual(expect.arrayContaining(['package-lock.json', `apps/${app}`, 'libs/config', driver]));
});

test(
  'a zip and its statement are the same, byte for byte, when they are made again',
  async () => {
    const again = await temporaryFolder();
    const { files, zip } = await unpackApp('auth', 'x64', again.path);
    expect(statementIn(again.path, 'auth')).toBe(statementIn(folder.path, 'auth'));
    await again.remove();
    expect(Object.keys(files)).toEqual(Object.keys(apps.auth.files));
    expect(Buffer.compare(zip, apps.auth.zip)).toBe(0);
  },
  BUILDS_MS,
);

test('a position in a zip is found in its source by the maps beside it', () => {
  const module = Buffer.from(apps.authorizer.files['chunk-common.mjs'] ?? []).toString();
  const before = module.slice(0, module.indexOf('there is no token')).split('\n');
  const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  const trace = `Error: x\n    at f (file:///var/task/chunk-common.mjs:${place})\n    at node:internal/x:1:2`;
  const [, at, rest] = toSourcePositions(trace, join(folder.path, 'authorizer.maps')).split('\n');
  expect(at).toMatch(/^ {4}at f \(apps\/authorizer\/src\/authorize\.ts:\d+:\d+\)$/);
  expect(rest).toBe('    at node:internal/x:1:2');
});

describe('the native file', () => {
  /** The machine of an ELF file, a number at its byte 18. */
  const machineOf = (file: Uint8Array | undefined): number => Buffer.from(file ?? []).readUInt16LE(18);

  test(
    'is of the architecture that was asked for',
    async () => {
      const other = await temporaryFolder();
      const { files } = await unpackApp('users', 'arm64', other.path);
      await other.remove();
      expect(Object.keys(files).filter((name) => name.endsWith('.node'))).toEqual([
        'argon2.linux-arm64-gnu.node',
      ]);
      expect(machineOf(files['argon2.linux-arm64-gnu.node'])).toBe(0xb7);
      expect(machineOf(apps.users.files['argon2.linux-x64-gnu.node'])).toBe(0x3e);
    },
    BUILDS_MS,
  );
});

const STORES = [
  ['SQLite', () => `sqlite:${join(folder.path, 'gatehouse.db')}`],
  ...(process.env['MONGODB_TEST_URL'] === undefined
    ? []
    : ([['MongoDB', () => withDatabase(process.env['MONGODB_TEST_URL'] ?? '')]] as const)),
] as const;

const withDatabase = (text: string): string => {
  const url = new URL(text);
  url.pathname = `/gatehouse_bundle_${randomUUID().replaceAll('-', '')}`;
  return url.href;
};

const describeUnpacked = (_store: string, urlOf: () => string): void => {
  const account = {
    first_name: 'Ada',
    last_name: 'Lovelace',
    email: 'ada@example.com',
    password: 'correct horse battery staple',
  };
  const { email, password } = account;
  let databaseEnv: Readonly<Record<string, string>>;

  const call = (app: 'auth' | 'users', entry: string, body: unknown) => {
    const { JWT_PRIVATE_KEYS = '', JWT_ISSUER = '' } = env;
    return apps[app].invoke(entry, apiEvent({ body }), { JWT_ISSUER, JWT_PRIVATE_KEYS, ...databaseEnv });
  };
  const authorize = (token: string, entry = 'handler') => {
    const { JWT_JWKS = '', JWT_ISSUER = '' } = env;
    const event = { type: 'TOKEN', methodArn: METHOD_ARN, authorizationToken: `Bearer ${token}` };
    return apps.authorizer.invoke(entry, event, {
      ...{ JWT_ISSUER, JWT_JWKS, SESSION_CHECK_SECONDS: '0' },
      ...(entry === 'handler' ? {} : databaseEnv),
    });
  };

  beforeAll(async () => {
    databaseEnv = { DATABASE_URL: urlOf() };
    const database = openDatabase(databaseEnv['DATABASE_URL'] ?? '');
    await database.migrate();
    await database.close();
  });

  test('register, log in, and let the token pass, in either entry of the authorizer', async () => {
    const registered = await call('users', 'register', account);
    expect(registered.result).toMatchObject({ statusCode: 201 });
    const { id } = bodyOf(registered);

    const loggedIn = await call('auth', 'login', { email, password });
    expect(loggedIn.result).toMatchObject({ statusCode: 200 });
    const { access_token: token = '', refresh_token } = bodyOf(loggedIn);

    for (const entry of ['handler', 'session-check'])
      expect((await authorize(token, entry)).result).toMatchObject({ principalId: id, context: { sub: id } });
    const refreshed = await call('auth', 'refresh', { refresh_token });
    expect(refreshed.result).toMatchObject({ statusCode: 200 });
  });

  test('refuse a wrong password and a forged token', async () => {
    const wrong = await call('auth', 'login', { email, password: 'wrong' });
    expect(bodyOf(wrong)).toMatchObject({ status: 400, code: 'invalid_credentials' });
    const { access_token: token = '' } = bodyOf(await call('auth', 'login', { email, password }));
    const forged = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    expect(await authorize(forged)).toMatchObject({ error: 'Unauthorized' });
  });

  test('refuse a common password, by the very list that hashing takes of its package', async () => {
    const answer = await call('users', 'register', { ...account, password: 'passwordpassword' });
    expect(bodyOf(answer)).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/password' }] });
    const list = Buffer.from(apps.users.files['common-passwords.txt'] ?? []).toString();
    expect(list.split('\n')).toEqual([...commonPasswords].sort());
    expect(Buffer.from(apps.users.files['THIRD-PARTY-NOTICES'] ?? []).toString()).toContain(
      '@zxcvbn-ts/language-common',
    );
  });

  test.each([
    ['bcrypt', '$2b$04$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO'],
    ['Django', 'pbkdf2_sha256$1000$seasalt$3xmXbyk2QpiyNcnoBbzRPwEBsYPTbDlRdtmLyBvQltA='],
    ['passlib', '$scrypt$ln=10,r=8,p=1$F6JUyvmf8x6jVIpxDoGwFg$Ms1fPLMXc5QGFlD4gr2o/aN3C9K4QOGA72PyYLmMlEk'],
  ])('take a hash of %s', async (_whose, hash) => {
    const database = openDatabase(databaseEnv['DATABASE_URL'] ?? '');
    const { id, passwordHash: from } = (await database.users.findByEmail(email))!;
    await database.users.rehash(id, { from, to: hash });
    expect((await call('auth', 'login', { email, password })).result).toMatchObject({ statusCode: 200 });
    expect((await database.users.findById(id))?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await database.close();
  });

  test('check bodies by the schemas that the build compiled', async () => {
    const answer = await call('users', 'register', { ...account, email: 'nobody', extra: 1 });
    expect(bodyOf(answer)).toMatchObject({
      code: 'validation_failed',
      errors: [
        { pointer: '/extra', message: 'is not known here' },
        { pointer: '/email', message: 'must be a valid email' },
      ],
    });
  });
};

// The native file in the zips under test is one for x64.
if (process.arch === 'x64' && process.platform === 'linux') {
  describe.each(STORES)('the unpacked apps on %s', describeUnpacked);
} else leaveOut('the unpacked apps', 'it needs Linux on x64');
if (process.env['MONGODB_TEST_URL'] === undefined)
  leaveOut('the unpacked apps on MongoDB', 'MONGODB_TEST_URL is not set');

test('an app that has no folder is refused by name', async () => {
  await expect(packageApp({ root: ROOT, app: 'nothing', architecture: 'x64' })).rejects.toThrow(
    'apps/nothing/template.yaml does not exist',
  );
});

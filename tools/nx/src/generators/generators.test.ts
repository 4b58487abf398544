// The generators as a developer meets them: on a copy of the workspace, beside a running gateway.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { cloneWorkspace } from '../testing/clone-workspace.ts';
import { originOf } from '../testing/origin-of.ts';

const run = promisify(execFile);

const projectsOf = (folder: string): Readonly<Record<string, { readonly root: string }>> =>
  (
    JSON.parse(readFileSync(join(folder, 'workspace.json'), 'utf8')) as {
      projects: Record<string, { root: string }>;
    }
  ).projects;

describe('the generators, on a workspace whose gateway runs', () => {
  let copy: string;
  let gateway: ChildProcess | undefined;
  let origin: string;
  let printed = '';
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'gatehouse-generators-'));
    cloneWorkspace(copy);
    env = { ...process.env, GATEHOUSE_HOME: join(copy, '.gatehouse'), PORT: '0', NX_DAEMON: 'false' };
    gateway = spawn(process.execPath, ['tools/gateway/src/main.ts'], { cwd: copy, env });
    gateway.stdout?.on('data', (chunk: string | Buffer) => (printed += String(chunk)));
    origin = await originOf(gateway);
  });

  afterAll(async () => {
    if (gateway?.kill()) await once(gateway, 'close');
    rmSync(copy, { recursive: true, maxRetries: 10 });
  });

  const nx = (...args: readonly string[]) => run('npx', ['nx', ...args], { cwd: copy, env });

  const generate = (...args: readonly string[]) => nx('g', ...args);

  const refusalOf = async (...args: readonly string[]): Promise<string> => {
    const before = (await run('git', ['-C', copy, 'status', '--short'])).stdout;
    const error: unknown = await generate(...args).catch((thrown: unknown) => thrown);
    expect((await run('git', ['-C', copy, 'status', '--short'])).stdout).toBe(before);
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return stdout + stderr;
  };

  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };

  const get = async (path: string, token?: string) =>
    (await fetch(origin + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }))
      .status;

  /** The answer once the gateway has taken up what was written. */
  const settled = async (path: string, expected: number, token?: string): Promise<number> => {
    let status = 0;
    const isExpected = async () => (status = await get(path, token)) === expected;
    await waitUntil(`${path} answers ${expected}`, isExpected, () => status);
    return status;
  };

  const ADA = { email: 'ada@example.com', password: 'seven quiet rivers run north' };

  const logIn = async (): Promise<string> => (await post('/auth/login', ADA)).body['access_token'] ?? '';

  const operationsOf = (path: string): unknown => {
    const text = readFileSync(join(copy, 'docs/openapi.json'), 'utf8');
    return (JSON.parse(text) as { paths: Record<string, unknown> }).paths[path];
  };

  test('a route and an API answer at once, for the callers that were named', async () => {
    const { body: ada } = await post('/users', { first_name: 'Ada', last_name: 'Lovelace', ...ADA });
    const token = await logIn();

    await generate('./tools/nx:route', 'users', 'GET /users/{id}/avatar', '--self', 'id');
    expect(await settled(`/users/${ada['id']}/avatar`, 200, token)).toBe(200);
    expect(await get(`/users/${ada['id']}/avatar`)).toBe(401);
    expect(await get('/users/somebody-else/avatar', token)).toBe(403);

    await generate('./tools/nx:api', 'orders');
    await generate('./tools/nx:route', 'orders', 'GET /orders', '--public');
    await generate(
      './tools/nx:route',
      'orders',
      'POST /orders/{id}/items',
      '--role',
      'clerk',
      '--role',
      'admin',
    );
    expect(await settled('/orders', 200)).toBe(200);
    await waitUntil('a call of orders has its metrics', () =>
      printed.includes('"stack":"orders","route":"GET /orders"'),
    );
    await waitUntil('the second route of orders is served', async () => {
      return (await post('/orders/7/items', {})).status === 401;
    });
    const place = async () => (await post('/orders/7/items', {}, await logIn())).status;
    expect(await place()).toBe(403);
    await run(process.execPath, ['tools/cli/src/admin.ts', 'grant', ADA.email, 'clerk'], { cwd: copy, env });
    expect(await place()).toBe(200);

    expect(operationsOf('/users/{id}/avatar')).toHaveProperty('get');
    expect(operationsOf('/orders/{id}/items')).toHaveProperty('post');
  }, 240_000);

  test('what they wrote passes lint, types and tests, and the lock is as npm wants it', async () => {
    await run(process.execPath, ['tools/generate/src/main.ts', '--check'], { cwd: copy, env });
    await run('npx', ['prettier', '--check', 'apps', 'libs', 'workspace.json', 'package.json'], {
      cwd: copy,
      env,
    });
    await run('npx', ['tsc', '--project', 'tsconfig.json'], { cwd: copy, env });
    await nx('run-many', '-t', 'lint', 'test', '-p', 'orders,orders-contract,users,users-contract');
    await run('npm', ['ci', '--dry-run', '--ignore-scripts', '--offline'], { cwd: copy, env });
    expect(projectsOf(copy)).toHaveProperty('orders-contract');
  }, 480_000);

  test.each([
    [
      'a route that is there',
      ['users', 'GET /users/{id}', '--public', '--name', 'other'],
      'same method and path',
    ],
    ['a name that is taken', ['users', 'GET /users/x', '--public', '--name', 'list'], 'a route of this name'],
    ['a path of another API', ['users', 'GET /orders/x', '--public'], 'must start with /users'],
    ['a path that is none', ['users', 'GET /users//x', '--public'], 'a segment that is none'],
    ['a method that is none', ['users', 'FETCH /users/x', '--public'], 'must be a method'],
    ['nobody to call it', ['users', 'GET /users/x'], 'nobody may call it'],
    ['everybody and somebody', ['users', 'GET /users/x', '--public', '--role', 'admin'], 'no --role'],
    ['a parameter that is not there', ['users', 'GET /users/x', '--self', 'id'], 'self must be true or'],
    ['a role of another form', ['users', 'GET /users/x', '--role', 'Clerk'], 'a role must be a name'],
    ['an app that is not there', ['nobody', 'GET /nobody', '--public'], 'no such app'],
    ['an app without an API', ['authorizer', 'GET /authorizer', '--public'], 'has no API'],
  ])(
    '%s: is refused with the rule, and nothing is written',
    async (_what, args, rule) => {
      expect(await refusalOf('./tools/nx:route', ...args)).toContain(rule);
    },
    60_000,
  );

  test.each([
    ['users', 'a project of this name'],
    ['policy', 'a project of this name'],
    ['Orders', 'must be a name of lower-case letters'],
    ['../orders', 'must be a name of lower-case letters'],
  ])(
    'an API called %s: is refused with the rule, and nothing is written',
    async (name, rule) => {
      expect(await refusalOf('./tools/nx:api', name)).toContain(rule);
    },
    60_000,
  );
});

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientOf, plainClientOf, logIn, newPerson, register, signUp, type Client } from './client.ts';
import { challenge, complete, enrol, nextCode } from './second-factor.ts';

const root = resolve(import.meta.dirname, '../../..');
const node = ['--disable-warning=ExperimentalWarning', '--import', './tools/preload.mjs'];

const FUNCTION = `
  OrdersFunction:
    Type: AWS::Serverless::Function
    Metadata: { Source: src/orders.handler.ts }
    Properties:
      Runtime: nodejs24.x
      Handler: orders.handler
      CodeUri: .
      Events:
        Place: { Type: Api, Properties: { RestApiId: !Ref OrdersApi, Path: /orders, Method: POST } }
        Read: { Type: Api, Properties: { RestApiId: !Ref OrdersApi, Path: '/orders/{customer}', Method: GET } }
        Payments: { Type: Api, Properties: { RestApiId: !Ref OrdersApi, Path: '/orders/{customer}/payments', Method: GET } }
        Notes: { Type: Api, Properties: { RestApiId: !Ref OrdersApi, Path: '/orders/{customer}/notes', Method: GET } }
`;

/** A workspace with one more app, as the page says to try an API on a laptop: its template, and its table with two rows more. */
const workspaceWithOrders = async (): Promise<{ readonly folder: string; readonly table: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-guard-'));
  await mkdir(join(folder, 'apps/orders/src'), { recursive: true });
  for (const name of ['apps/auth', 'apps/authorizer', 'apps/users', 'libs', 'node_modules'])
    await symlink(join(root, name), join(folder, name));
  const page = await readFile(join(root, 'docs/guard-your-api.md'), 'utf8');
  const [, template = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  const [, rows = ''] = /```json\n([^]*?)```/.exec(page) ?? [];
  await writeFile(
    join(folder, 'apps/orders/template.yaml'),
    `Transform: AWS::Serverless-2016-10-31\n${template}${FUNCTION}`,
  );
  await writeFile(
    join(folder, 'apps/orders/src/orders.handler.ts'),
    "export const handler = async () => ({ statusCode: 200, body: '{}' });\n",
  );
  const { orders } = JSON.parse(rows) as { orders: object[] };
  const notes = { verb: 'GET', path: '/orders/{customer}/notes', roles: ['auditor'] };
  const payments = { verb: 'GET', path: '/orders/{customer}/payments', self: 'customer', mfa: true };
  return { folder, table: JSON.stringify({ orders: [...orders, notes, payments] }) };
};

let folder: string;
let env: Record<string, string>;
let gateway: ChildProcess;
let call: Client;
let callOrders: Client;
beforeAll(async () => {
  const workspace = await workspaceWithOrders();
  folder = workspace.folder;
  env = {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    GATEHOUSE_HOME: join(folder, 'home'),
    ACCESS_TABLE: workspace.table,
  };
  const start = `import { start } from ${JSON.stringify(join(root, 'tools/gateway/src/start.ts'))};
    await start({ args: ['--no-watch'], env: process.env, workspace: ${JSON.stringify(folder)}, write: console.log });`;
  gateway = spawn(process.execPath, [...node, '--input-type=module', '--eval', start], { cwd: root, env });
  const origin = await originOf(gateway);
  call = clientOf(origin);
  callOrders = plainClientOf(origin);
});
afterAll(async () => {
  if (gateway.exitCode === null) {
    gateway.kill();
    await once(gateway, 'exit');
  }
  await rm(folder, { recursive: true });
});

const originOf = async ({ stdout }: ChildProcess): Promise<string> => {
  for await (const line of createInterface({ input: stdout! })) {
    const [, origin] = /listens on (\S+)/.exec(line) ?? [];
    if (origin !== undefined) return origin;
  }
  throw new Error('the gateway did not start');
};

test('a clerk is refused before the grant and served after it, and never on a deeper route of others', async () => {
  const person = newPerson();
  const { id } = await register(call, person);
  const statuses = async () => {
    const { access_token: token } = await logIn(call, person);
    const calls = [
      ['POST', '/orders'],
      ['GET', '/orders/7'],
      ['GET', `/orders/${id}`],
      ['GET', '/orders/7/notes'],
    ] as const;
    return Promise.all(calls.map(async ([verb, path]) => (await callOrders(verb, path, { token })).status));
  };
  expect(await statuses()).toEqual([403, 403, 200, 403]);
  const admin = [...node, 'tools/cli/src/admin.ts', 'grant', person.email, 'clerk'];
  await promisify(execFile)(process.execPath, admin, { cwd: root, env });
  expect(await statuses()).toEqual([200, 200, 200, 403]);
});

test('a row that asks for two factors opens with a token of both, and of its owner alone', async () => {
  const { person, user, tokens } = await signUp(call);
  const statusFor = async (token: string, id = user.id): Promise<number> =>
    (await callOrders('GET', `/orders/${id}/payments`, { token })).status;
  expect(await statusFor(tokens.access_token)).toBe(403);
  const app = await enrol(call, tokens.access_token);
  expect(await statusFor(tokens.access_token)).toBe(403);
  const { body } = await complete(call, await challenge(call, person), nextCode(app));
  expect(await statusFor(body.access_token)).toBe(200);
  expect(await statusFor(body.access_token, '7')).toBe(403);
  const { body: next } = await call('POST', '/auth/refresh', { body: { refresh_token: body.refresh_token } });
  expect(await statusFor(next.access_token)).toBe(200);
});

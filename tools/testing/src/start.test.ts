// How a run begins and ends: what stops it by name, several at once, what it leaves behind, and templates of one's own.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { startGatehouse, type Gatehouse } from './index.ts';

const statusOf = async (url: string, token: string) =>
  (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;

describe('a start', () => {
  test.each([
    [{ REGISTRATON: 'closed' }, /^REGISTRATON: is read by no template$/],
    [{ GATEHOUSE_HOME: '/tmp/mine' }, /^GATEHOUSE_HOME: is read by no template$/],
    [{ UNSAFE_CHEAP_HASHING: 'true' }, /^UNSAFE_CHEAP_HASHING: is read by no template$/],
    [{ JWT_PRIVATE_KEYS: 'n0nsense' }, /^JWT_PRIVATE_KEYS: keys_malformed/],
  ])('that cannot be names the variable: %j', async (env, complaint) => {
    await expect(startGatehouse({ env })).rejects.toThrow(complaint);
  });

  test('that the apps refuse names the variable as well', async () => {
    const env = { ACCESS_TOKEN_TTL_SECONDS: 'n0nsense', DATABASE_URL: 'n0nsense:', LOG_LEVEL: '' };
    const message = await startGatehouse({ env }).catch((error: Error) => error.message);
    expect(message).toMatch(/ACCESS_TOKEN_TTL_SECONDS: must/);
    expect(message).toMatch(/DATABASE_URL: must/);
    expect(message).not.toMatch(/n0nsense|\.ts:/);
  });
});

test('runs are apart: no token of one counts in another, and each ends by itself', async () => {
  await using one = await startGatehouse();
  const other = await startGatehouse({ env: { REGISTRATION: 'closed', ACCESS_TOKEN_TTL_SECONDS: '60' } });
  const [ours, theirs] = [await one.tokenFor(), await other.tokenFor()];
  one.clock.advance(61);
  expect(await statusOf(`${one.url}/users/me`, ours)).toBe(200);
  expect(await statusOf(`${other.url}/users/me`, theirs)).toBe(200);
  expect(await statusOf(`${one.url}/users/me`, theirs)).toBe(401);
  await Promise.all([other.stop(), other.stop()]);
  await expect(fetch(other.url)).rejects.toThrow();
  expect(await statusOf(`${one.url}/users/me`, ours)).toBe(200);
});

const hashes = async (gatehouse: Gatehouse, file: string): Promise<string> => {
  const body = {
    first_name: 'A',
    last_name: 'B',
    email: 'a@example.com',
    password: 'five words that nobody has',
  };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${gatehouse.url}/users`, { method: 'POST', headers, body: JSON.stringify(body) });
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('SELECT * FROM users').all();
  database.close();
  return JSON.stringify(rows);
};

test.each([
  [{}, 'm=8,t=1,p=1'],
  [{ ARGON2_PASSES: '3' }, 'm=19456,t=3,p=1'],
])('passwords cost nothing, unless the test says what they cost: %j', async (env, cost) => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-hashes-'));
  const file = join(folder, 'own.db');
  const gatehouse = await startGatehouse({ env: { ...env, DATABASE_URL: `sqlite:${file}` } });
  const found = await hashes(gatehouse, file);
  await gatehouse.stop();
  expect(existsSync(file)).toBe(true);
  await rm(folder, { recursive: true });
  expect(found).toContain(cost);
});

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  OrdersApi:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Gatehouse
        Authorizers:
          Gatehouse:
            FunctionArn: { Fn::ImportValue: gatehouse-authorizer-AuthorizerFunctionArn }
            FunctionPayloadType: TOKEN
            Identity: { Header: Authorization }
  PlaceFunction:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: orders.handler
      CodeUri: .
      Environment: { Variables: { SHOP: none } }
      Events:
        Place: { Type: Api, Properties: { RestApiId: !Ref OrdersApi, Path: /orders, Method: POST } }
`;
const HANDLER = `export const handler = async () => ({
  statusCode: 200, body: JSON.stringify({ shop: process.env.SHOP, now: Date.now() }),
});`;

test('a template of one’s own is behind the same gateway, with its rows, its variables and the same clock', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-orders-'));
  await writeFile(join(folder, 'template.yaml'), TEMPLATE);
  await writeFile(join(folder, 'orders.mjs'), HANDLER);
  const ACCESS_TABLE = JSON.stringify({
    orders: [{ verb: 'POST', path: '/orders', roles: ['clerk'], mfa: true }],
  });
  const lines: string[] = [];
  const gatehouse = await startGatehouse({
    env: { ACCESS_TABLE, SHOP: 'ours' },
    templates: [folder],
    log: (line) => lines.push(line),
  });
  const place = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return fetch(`${gatehouse.url}/orders`, { method: 'POST', headers });
  };
  gatehouse.clock.advance(86_400);
  const answer = await place(await gatehouse.tokenFor({ roles: ['clerk'], mfa: true }));
  const { shop, now } = (await answer.json()) as { shop: string; now: number };
  const statuses = [];
  for (const options of [{ roles: ['clerk'] }, { mfa: true }])
    statuses.push((await place(await gatehouse.tokenFor(options))).status);
  statuses.push((await place('a.b.c')).status);
  await gatehouse.stop();
  await rm(folder, { recursive: true });
  expect([answer.status, shop, statuses]).toEqual([200, 'ours', [403, 403, 401]]);
  expect(now).toBeGreaterThan(Date.now() + 86_000_000);
  expect(lines.some((line) => line.startsWith('POST /orders 403'))).toBe(true);
});

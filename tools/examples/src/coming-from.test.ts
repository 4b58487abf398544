// The pages on coming over work as they stand there: their files are written by their names, their commands run against a real Gatehouse.
import { exec } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut, serve, type ServedAt } from '@gatehouse/test-support';
import { docPage, operate } from './doc-page.ts';
import { startGatehouse, type LocalGatehouse } from './local-gatehouse.ts';
import { workspace } from './stranger.ts';

const PASSWORD = 'correct horse battery staple';
const ORIGIN = 'http://127.0.0.1:3000';

const logIn = (gatehouse: LocalGatehouse, email: string) =>
  gatehouse.call('POST', '/auth/login', { body: { email, password: PASSWORD } });

describe('coming from jsonwebtoken and bcrypt', () => {
  const page = docPage('coming-from/jsonwebtoken');
  let gatehouse: LocalGatehouse;
  beforeAll(async () => {
    gatehouse = await startGatehouse([]);
  });
  afterAll(async () => {
    await gatehouse?.stop();
    rmSync(page.folder, { recursive: true });
  });

  test('its query writes the lines of an import', () => {
    const [line = ''] = readFileSync(join(page.folder, 'users.jsonl'), 'utf8').split('\n');
    const user = JSON.parse(line) as Record<string, string>;
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE users (id, email, first_name, last_name, created_at, password)');
    const row = ['id', 'email', 'first_name', 'last_name', 'created_at', 'password_hash'];
    database.prepare('INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)').run(...row.map((name) => user[name]!));
    expect(Object.values(database.prepare(page.block('sql')).get() ?? {})).toEqual([line]);
  });

  test('brings an account that signs in with its password, and whose token the handler takes', async () => {
    const [imports = [], logins = []] = page.commands;
    expect(await operate(gatehouse, page, imports)).toEqual([
      expect.stringContaining('1 imported'),
      expect.stringContaining('1 imported'),
    ]);
    const { stdout } = await promisify(exec)(logins.join('\n').replace(ORIGIN, gatehouse.url));
    const { access_token: token } = JSON.parse(stdout) as { readonly access_token: string };
    expect(await callGuarded(token)).toMatchObject({ statusCode: 200, body: 'Hello 7' });
    expect(await callGuarded(`${token}x`)).toMatchObject({ statusCode: 401 });
  });

  const callGuarded = async (token: string): Promise<unknown> => {
    // Packages are found from here.
    const folder = join(workspace, 'dist/coming-from');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'guarded.ts');
    writeFileSync(file, page.block('ts').replaceAll(ORIGIN, gatehouse.url));
    const { handler } = (await import(pathToFileURL(file).href)) as {
      readonly handler: (event: unknown, context: unknown) => Promise<unknown>;
    };
    const event = { version: '2.0', headers: { authorization: `Bearer ${token}` }, requestContext: {} };
    return handler(event, { awsRequestId: 'one' });
  };
});

describe('coming from Cognito', () => {
  const page = docPage('coming-from/cognito');
  let cognito: ServedAt;
  let asked: ServedAt;
  let gatehouse: LocalGatehouse;
  beforeAll(async () => {
    cognito = await serveUserPool();
    process.env['COGNITO_URL'] = `${cognito.url}/`;
    process.env['COGNITO_CLIENT_ID'] = 'a-client';
    const { handler } = (await import(pathToFileURL(join(page.folder, 'ask-cognito.mjs')).href)) as {
      readonly handler: (event: { readonly body: string }) => Promise<HandlerAnswer>;
    };
    asked = await serveHandler(handler);
    gatehouse = await startGatehouse([], { LEGACY_LOGIN_URL: asked.url, REGISTRATION: 'closed' });
  });
  afterAll(async () => {
    await gatehouse?.stop();
    await asked?.[Symbol.asyncDispose]();
    await cognito?.[Symbol.asyncDispose]();
    rmSync(page.folder, { recursive: true });
  });

  test('whoever the user pool lets in has an account from then on', async () => {
    const { status, body } = await logIn(gatehouse, 'ada@example.com');
    expect(status).toBe(200);
    const { body: ada } = await gatehouse.call('GET', '/users/me', { token: String(body['access_token']) });
    expect(ada).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace', email_verified: true });
  });

  test('whoever it refuses, or asks for a second factor, has none', async () => {
    for (const email of ['nobody@example.com', 'factor@example.com'])
      expect(await logIn(gatehouse, email)).toMatchObject({ status: 400 });
  });

  test('its file brings whoever has not come, with the id of before', async () => {
    const printed = await operate(gatehouse, page, page.commands[0] ?? []);
    expect(printed).toEqual([expect.stringContaining('1 imported'), expect.stringContaining('1 imported')]);
    expect(await gatehouse.operate(page.folder, 'admin', 'show', 'grace@example.com')).toContain(
      '1f0c2a9e-1d3b-4c5d-8e7f-8a9b0c1d2e3f',
    );
  });
});

interface HandlerAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The two operations that the page's function asks for, as the service documents them. */
const serveUserPool = (): Promise<ServedAt> =>
  serveHandler(async ({ body, headers }) => {
    const sent = JSON.parse(body) as {
      readonly AuthParameters?: { readonly USERNAME: string; readonly PASSWORD: string };
    };
    const [statusCode, answer] = answerOf(String(headers['x-amz-target']), sent.AuthParameters);
    const type = { 'content-type': 'application/x-amz-json-1.1' };
    return { statusCode, headers: type, body: JSON.stringify(answer) };
  });

const answerOf = (
  target: string,
  login?: { readonly USERNAME: string; readonly PASSWORD: string },
): readonly [number, unknown] => {
  if (target.endsWith('.GetUser')) return [200, { Username: 'a', UserAttributes: ATTRIBUTES }];
  if (login?.USERNAME === 'factor@example.com') return [200, { ChallengeName: 'SOFTWARE_TOKEN_MFA' }];
  if (login?.USERNAME !== 'ada@example.com' || login.PASSWORD !== PASSWORD)
    return [400, { __type: 'NotAuthorizedException' }];
  return [200, { AuthenticationResult: { AccessToken: 'of-the-pool' } }];
};

const ATTRIBUTES = [
  { Name: 'given_name', Value: 'Ada' },
  { Name: 'family_name', Value: 'Lovelace' },
  { Name: 'email_verified', Value: 'true' },
];

/** What a function URL makes of a request, as far as these handlers look at it. */
interface HandlerEvent {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

const serveHandler = (handler: (event: HandlerEvent) => Promise<HandlerAnswer>): Promise<ServedAt> =>
  serve((request, response) => {
    void text(request)
      .then((body) => handler({ body, headers: request.headers }))
      .then(({ statusCode, headers = {}, body }) => response.writeHead(statusCode, headers).end(body));
  });

const mongodbUrl = process.env['MONGODB_TEST_URL'];
if (mongodbUrl === undefined) leaveOut('coming from the Python tutorial', 'MONGODB_TEST_URL is not set');
else
  test('coming from the Python tutorial: its collection goes in as it stands', async () => {
    const page = docPage('coming-from/python-tutorial');
    const gatehouse = await startGatehouse([]);
    const { MongoClient } = createRequire(join(workspace, 'libs/db/package.json'))('mongodb') as Driver;
    const client = await new MongoClient(mongodbUrl).connect();
    const name = `tutorial_${process.pid}`;
    try {
      const [line = ''] =
        readFileSync(join(workspace, 'docs/import.md'), 'utf8').match(/\$2b\$04\$[\w./]{53}/) ?? [];
      const registration = { first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com' };
      await client
        .db(name)
        .collection('registrations')
        .insertOne({ ...registration, password: Buffer.from(line) });
      const source = new URL(mongodbUrl);
      source.pathname = `/${name}.registrations`;
      const lines = (page.commands[0] ?? []).map((command) => command.replace(/mongodb:[^']*/, source.href));
      await operate(gatehouse, page, lines);
      expect(await logIn(gatehouse, 'ada@example.com')).toMatchObject({ status: 200 });
    } finally {
      await client.db(name).dropDatabase();
      await client.close();
      await gatehouse.stop();
      rmSync(page.folder, { recursive: true });
    }
  }, 120_000);

interface Driver {
  readonly MongoClient: new (url: string) => {
    connect(): Promise<InstanceType<Driver['MongoClient']>>;
    close(): Promise<void>;
    db(name: string): {
      collection(name: string): { insertOne(document: object): Promise<unknown> };
      dropDatabase(): Promise<unknown>;
    };
  };
}

// The life of the apps' processes: time-outs, crashes, reloads, and ends that leave nothing behind.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@gatehouse/test-support';
import { startGateway } from './gateway.ts';
import type { GatewayOptions } from './gateway.ts';
import { StartError } from './start-error.ts';
import { FIXTURES, isAlive, temporaryFolder } from './testing/folders.ts';
import { call } from './testing/http.ts';

const start = async (options: Partial<GatewayOptions> & { readonly folder?: string } = {}) => {
  const { folder = FIXTURES, ...rest } = options;
  const written: string[] = [];
  const gateway = await startGateway({
    appFolders: [join(folder, 'shop'), join(folder, 'gate')],
    localValues: () => ({ GREETING: 'hello' }),
    write: (line) => written.push(line),
    ...rest,
  });
  const get = (path: string, authorization?: string) =>
    call(gateway.port, path, authorization === undefined ? {} : { headers: { authorization } });
  const pidOf = async (path: string): Promise<number> => Number((await get(path)).json()['pid']);
  return { ...gateway, written, get, pidOf, [Symbol.asyncDispose]: () => gateway.stop() };
};

describe('a gateway', () => {
  let gateway: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    gateway = await start();
  });
  afterAll(() => gateway.stop());

  test.each(['sleep', 'spin'])(
    'answers at once for a function past its time, and replaces its process: %s',
    async (how) => {
      const before = await gateway.pidOf('/');
      const reply = await gateway.get(`/slow/${how}`);
      expect([reply.status, reply.json()]).toEqual([504, { code: 'timed_out' }]);
      expect(await gateway.pidOf('/')).not.toBe(before);
      await waitUntil('the process has ended', () => !isAlive(before));
    },
  );

  test('lets the calls beside one past its time end first', async () => {
    const before = await gateway.pidOf('/');
    const slow = gateway.get('/slow/sleep');
    await sleep(2000);
    const beside = gateway.get('/slow/3000');
    expect((await slow).status).toBe(504);
    expect(isAlive(before)).toBe(true);
    expect((await beside).json()).toEqual({ pid: before });
    await waitUntil('the process has ended', () => !isAlive(before));
  });

  test('counts an authorizer past its time as a failure', async () => {
    const reply = await gateway.get('/things/1', 'Bearer slow');
    expect([reply.status, reply.json()]).toMatchObject([500, { type: 'AUTHORIZER_FAILURE' }]);
    expect((await gateway.get('/things/1', 'Bearer here')).status).toBe(200);
  });

  test('loses the calls of a process that dies, and nothing else', async () => {
    const replies = await Promise.all([gateway.get('/slow/3000'), gateway.get('/answers/crash')]);
    for (const reply of replies) expect(reply.json()).toMatchObject({ type: 'INTEGRATION_FAILURE' });
    expect((await gateway.get('/')).status).toBe(200);
    expect(gateway.written).toContain('shop: its process ended and is started again');
  });

  test('brings a process back however often it dies', async () => {
    for (let round = 0; round < 3; round += 1) await gateway.get('/answers/crash');
    await waitUntil(
      'GET / answers 200',
      async () => (await gateway.get('/')).status === 200,
      () => gateway.written,
    );
  });
});

describe('a start', () => {
  test('says what each app complains about, and leaves nothing running', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures();
    await folder.write('gate/src/gate.ts', 'throw new Error("no keys");');
    await folder.write(
      'shop/src/shop.ts',
      `class ConfigurationError extends Error {
         name = 'ConfigurationError';
         problems = [{ variable: 'GREETING', rule: 'must be polite' }];
       }
       throw new ConfigurationError();`,
    );
    const lines = await start({ folder: folder.path }).then(
      () => [],
      (error: unknown) => (error as StartError).lines,
    );
    expect(lines).toContain('shop: GREETING: must be polite');
    expect(lines.join('\n')).toMatch(/gate: Error: no keys\n +at /);
  });

  test('names the export that is not there', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures();
    await folder.write('gate/src/gate.ts', 'export const byToken = async () => null;');
    await expect(start({ folder: folder.path })).rejects.toThrow('exports no function byRequest');
  });

  test('refuses handlers that Node 24 would refuse on Lambda', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures();
    await folder.write(
      'gate/src/gate.ts',
      'export const byToken = (a, b, c) => c(); export { byToken as byRequest };',
    );
    await expect(start({ folder: folder.path })).rejects.toThrow('three arguments');
  });

  test('says that the port is taken, and how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(
      `PORT: ${port} on 127.0.0.1 is taken; choose another one: PORT=${port + 1} npm start`,
    );
    other.close();
  });

  test('fails with what has to be done before the first call', async () => {
    const prepare = () => Promise.reject(new StartError(['DATABASE_URL: is full']));
    await expect(start({ prepare })).rejects.toThrow('DATABASE_URL: is full');
  });
});

describe('a change', () => {
  const GREETER = (text: string) =>
    `export const echo = async () => ({ statusCode: 200, body: '${text}' });
     export { echo as answer, echo as slow };`;

  test('of a source is served by a fresh process; a broken one keeps the last good one', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures();
    await using gateway = await start({ folder: folder.path, watch: { sharedFolders: [] } });
    await folder.write('shop/src/shop.ts', GREETER('second'));
    await waitUntil(
      'GET / answers "second"',
      async () => (await gateway.get('/')).text === 'second',
      () => gateway.written,
    );
    await folder.write('shop/src/shop.ts', 'export const echo = ;');
    await waitUntil(
      '"not reloaded; what ran before runs on" is written',
      () => gateway.written.includes('not reloaded; what ran before runs on'),
      () => gateway.written,
    );
    expect((await gateway.get('/')).text).toBe('second');
    expect(gateway.written.join('\n')).toContain('shop.ts');
  });

  test('of a shared folder reloads every app, one in a new folder too', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures();
    await folder.write('libs/one.ts', '');
    const sharedFolders = [join(folder.path, 'libs')];
    await using gateway = await start({ folder: folder.path, watch: { sharedFolders } });
    const before = await gateway.pidOf('/');
    await folder.write('libs/deep/er/two.ts', '');
    await waitUntil(
      '"reloaded gate, shop" is written',
      () => gateway.written.includes('reloaded gate, shop'),
      () => gateway.written,
    );
    expect(await gateway.pidOf('/')).not.toBe(before);
  });

  test('of the folder of all apps: one that comes to be is served, and one that goes is not', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures('apps');
    const appsFolder = join(folder.path, 'apps');
    const appFolders = () =>
      ['desk', 'gate', 'shop']
        .map((name) => join(appsFolder, name))
        .filter((app) => existsSync(join(app, 'template.yaml')));
    await using gateway = await start({ appFolders, watch: { appsFolder, sharedFolders: [] } });
    expect((await gateway.get('/desk')).status).toBe(404);
    await folder.write('apps/desk/desk.ts', GREETER('at the desk'));
    await folder.write('apps/desk/template.yaml', DESK);
    await waitUntil(
      'GET /desk answers "at the desk"',
      async () => (await gateway.get('/desk')).text === 'at the desk',
      () => gateway.written,
    );
    await rm(join(appsFolder, 'desk'), { recursive: true });
    await waitUntil(
      'GET /desk answers 404',
      async () => (await gateway.get('/desk')).status === 404,
      () => gateway.written,
    );
    expect((await gateway.get('/')).status).toBe(200);
  });

  const DESK = `
Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1 } }
  Desk:
    Type: AWS::Serverless::Function
    Metadata: { Source: desk.ts }
    Properties:
      Handler: desk.echo
      Events:
        E: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /desk, Method: GET } }
`;

  test('of a template changes the routes; a broken one keeps them', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures();
    await using gateway = await start({ folder: folder.path, watch: { sharedFolders: [] } });
    const template = await readFile(join(FIXTURES, 'shop/template.yaml'), 'utf8');
    const before = await gateway.pidOf('/');
    await folder.write('shop/template.yaml', template.replace('Path: /,', 'Path: /hello,'));
    await waitUntil(
      'GET /hello answers 200',
      async () => (await gateway.get('/hello')).status === 200,
      () => gateway.written,
    );
    expect((await gateway.get('/')).status).toBe(404);
    expect(await gateway.pidOf('/hello')).toBe(before);
    await folder.write(
      'shop/template.yaml',
      template.replace('StageName: !Ref StageName', 'StageName: !Cidr x'),
    );
    await waitUntil(
      '"does not know Fn::Cidr" is written',
      () => gateway.written.some((line) => line.includes('does not know Fn::Cidr')),
      () => gateway.written,
    );
    expect((await gateway.get('/hello')).status).toBe(200);
  });
});

/** Calls are taken in order, so that those before this one are in flight when it is answered. */
const handedOn = (gateway: Awaited<ReturnType<typeof start>>) => gateway.get('/');

describe('an end', () => {
  test('lets the calls in flight be answered, and then nothing is left', async () => {
    const gateway = await start();
    const pid = await gateway.pidOf('/');
    const inFlight = gateway.get('/slow/300');
    await handedOn(gateway);
    await gateway.stop();
    expect((await inFlight).json()).toEqual({ pid });
    expect(isAlive(pid)).toBe(false);
    await expect(gateway.get('/')).rejects.toThrow('ECONNREFUSED');
  });

  test('waits no longer than it is told', async () => {
    const gateway = await start();
    const inFlight = gateway.get('/slow/sleep').catch(() => 'cut off');
    await handedOn(gateway);
    await gateway.stop(50);
    expect(await inFlight).toBe('cut off');
  });

  test('of the gateway by SIGKILL ends its processes, even one that never gives up the thread', async () => {
    await using folder = await temporaryFolder();
    const script = await folder.write(
      'start.mjs',
      `import { startGateway } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
       const folders = ['shop', 'gate'].map((name) => ${JSON.stringify(FIXTURES)} + '/' + name);
       const { port } = await startGateway({ appFolders: folders, localValues: () => ({ GREETING: 'hello' }) });
       process.send(port);`,
    );
    const gateway = fork(script, { execArgv: [] });
    const [port] = (await once(gateway, 'message')) as [number];
    const pid = Number((await call(port, '/')).json()['pid']);
    call(port, '/slow/spin').catch(() => undefined);
    await sleep(300);
    gateway.kill('SIGKILL');
    await waitUntil('the process has ended', () => !isAlive(pid));
  });
});

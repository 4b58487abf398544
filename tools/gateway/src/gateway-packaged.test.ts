// The gateway over zips: what differs from the sources is what happens between it and the functions' processes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import { startGateway } from './gateway.ts';
import type { StartError } from './start-error.ts';
import { FIXTURES, isAlive, temporaryFolder } from './testing/folders.ts';
import { call } from './testing/http.ts';
import { packFixtures, runtimeClients, SMALL_CLIENT, writePackage } from './testing/packages.ts';

const APP_FOLDERS = [join(FIXTURES, 'shop'), join(FIXTURES, 'gate')];

const start = async (folder: string, runtimeClient: string) => {
  const written: string[] = [];
  const gateway = await startGateway({
    appFolders: APP_FOLDERS,
    localValues: () => ({ GREETING: 'hello' }),
    packaged: { folder, runtimeClient },
    write: (line) => written.push(line),
  });
  const get = (path: string, authorization?: string) =>
    call(gateway.port, path, authorization === undefined ? {} : { headers: { authorization } });
  return { ...gateway, written, get };
};

/** Elsewhere a process cannot be tied to its parent. */
const onLinux = process.platform === 'linux' ? test : (name: string) => leaveOut(name, 'it needs Linux');

type Started = Awaited<ReturnType<typeof start>>;

const pidOf = async (reply: ReturnType<Started['get']>): Promise<number> =>
  Number((await reply).json()['pid']);

describe.each(runtimeClients())('packages run by %s', (_name, runtimeClient) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: Started;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await packFixtures(folder.path);
    gateway = await start(folder.path, runtimeClient);
  });
  afterAll(async () => {
    await gateway?.stop();
    await folder[Symbol.asyncDispose]();
  });

  test('get their events, with the variables of their template, in a folder of their own', async () => {
    const { event, context, env } = (await gateway.get('/files/a?b=c')).json() as Record<string, never>;
    expect(event).toMatchObject({ path: '/files/a', queryStringParameters: { b: 'c' } });
    expect(context).toMatchObject({ awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(env).toMatchObject({
      GREETING: 'hello',
      _HANDLER: 'shop.echo',
      LAMBDA_TASK_ROOT: expect.stringMatching(`^${tmpdir()}/gatehouse-packaged-`),
    });
    expect(env).not.toHaveProperty('NODE_PATH');
  });

  test('get large events whole, in any script', async () => {
    const body = 'grüß 👋 '.repeat(150_000);
    const reply = await call(gateway.port, '/echo', { method: 'POST', body });
    expect((reply.json()['event'] as { body: string }).body === body).toBe(true);
  });

  test('are guarded by packages', async () => {
    const statuses = ['here', 'refused', 'denied', 'broken'].map(
      async (token) => (await gateway.get('/things/1', `Bearer ${token}`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 401, 403, 500]);
  });

  test('keep their processes, one for each function and call', async () => {
    const pids = await Promise.all([pidOf(gateway.get('/slow/400')), pidOf(gateway.get('/slow/400'))]);
    expect(new Set(pids).size).toBe(2);
    expect(pids).toContain(await pidOf(gateway.get('/slow/0')));
    expect(pids).not.toContain(await pidOf(gateway.get('/')));
  });

  test('say what they throw, and what is too large', async () => {
    for (const path of ['/answers/throws', '/answers/large'])
      expect([path, (await gateway.get(path)).json()]).toMatchObject([path, { type: 'INTEGRATION_FAILURE' }]);
    expect(gateway.written.join('\n')).toMatch(/ secret detail$/m);
    expect(gateway.written.join('\n')).toMatch(/ the result exceeds 6 MB$/m);
  });

  test.each(['sleep', 'spin'])('are ended when they run past their time: %s', async (how) => {
    const before = await pidOf(gateway.get('/slow/0'));
    const replies = await Promise.all([gateway.get(`/slow/${how}`), gateway.get(`/slow/${how}`)]);
    for (const reply of replies) expect([reply.status, reply.json()]).toEqual([504, { code: 'timed_out' }]);
    await waitUntil('the process has ended', () => !isAlive(before));
    expect((await gateway.get('/slow/0')).status).toBe(200);
  });

  test('lose the call that ends their process, and serve the next one', async () => {
    expect((await gateway.get('/answers/crash')).json()).toMatchObject({ type: 'INTEGRATION_FAILURE' });
    expect(gateway.written.join('\n')).toMatch(/ the process of the function ended: exit status 3$/m);
    expect((await gateway.get('/answers/headers')).status).toBe(201);
  });

  test('cannot start without their configuration, which is a line for each variable', async () => {
    await using broken = await temporaryFolder();
    await packFixtures(broken.path);
    const shop = `class ConfigurationError extends Error { name = 'ConfigurationError'; }
      throw new ConfigurationError('cannot be used\\n  GREETING: must be polite');`;
    await writePackage(broken.path, 'shop', { 'shop.mjs': shop });
    await writePackage(broken.path, 'gate', { 'gate.mjs': 'process.exit(7);' });
    const lines = await start(broken.path, runtimeClient).then(
      () => [],
      (error: StartError) => error.lines,
    );
    expect(lines).toEqual([
      'shop: GREETING: must be polite',
      'gate: TokenGate: the process of the function ended: exit status 7',
    ]);
  });

  onLinux('end with the gateway that SIGKILL ends, even one that never gives up the thread', async () => {
    await using place = await temporaryFolder();
    const options = { appFolders: APP_FOLDERS, packaged: { folder: folder.path, runtimeClient } };
    const script = await place.write(
      'start.mjs',
      `import { startGateway } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
       const { port } = await startGateway({
         ...${JSON.stringify(options)},
         localValues: () => ({ GREETING: 'hello' }),
       });
       process.send(port);`,
    );
    const other = fork(script, { execArgv: [], env: { ...process.env, TMPDIR: place.path } });
    const [port] = (await once(other, 'message')) as [number];
    const pids = [await pidOf(call(port, '/slow/0')), await pidOf(call(port, '/'))];
    call(port, '/slow/spin').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    other.kill('SIGKILL');
    await waitUntil('all processes have ended', () => !pids.some(isAlive));
  });
});

describe('packages', () => {
  test('that are not there are all named, with the command that makes them', async () => {
    const lines = await start('/nowhere', SMALL_CLIENT).then(
      () => [],
      (error: StartError) => error.lines,
    );
    expect(lines).toEqual(
      ['shop', 'gate'].map((app) =>
        expect.stringMatching(`^/nowhere/${app}.zip cannot be read; "npm run package`),
      ),
    );
  });

  test('answer the calls in flight before they end, and then no process and no file is left', async () => {
    await using folder = await temporaryFolder();
    await packFixtures(folder.path);
    const gateway = await start(folder.path, SMALL_CLIENT);
    const { env, pid } = (await gateway.get('/')).json() as { env: Record<string, string>; pid: number };
    const inFlight = gateway.get('/slow/500');
    await gateway.get('/'); // Calls are taken in order: the slow one is in flight.
    await gateway.stop();
    const slow = await inFlight;
    expect(slow.status).toBe(200);
    expect([pid, Number(slow.json()['pid'])].map(isAlive)).toEqual([false, false]);
    await expect(readdir(env['LAMBDA_TASK_ROOT'] ?? '')).rejects.toThrow('ENOENT');
  });

  test('that are busy are given no longer than the end may take', async () => {
    await using folder = await temporaryFolder();
    await packFixtures(folder.path);
    const gateway = await start(folder.path, SMALL_CLIENT);
    const pid = await pidOf(gateway.get('/slow/0'));
    const inFlight = gateway.get('/slow/sleep').catch(() => 'cut off');
    await gateway.get('/');
    await gateway.stop(50);
    expect(await inFlight).toBe('cut off');
    expect(isAlive(pid)).toBe(false);
  });
});

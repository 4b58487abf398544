import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { start } from './start.ts';
import { FIXTURES, temporaryFolder } from './testing/folders.ts';
import { call } from './testing/http.ts';
import { packFixtures, SMALL_CLIENT } from './testing/packages.ts';
import { walkThrough } from './walk-through.ts';

describe('the start', () => {
  const run = async (folder: string, env: Readonly<Record<string, string>> = {}, args: string[] = []) => {
    const written: string[] = [];
    await mkdir(join(folder, 'libs'), { recursive: true });
    const GATEHOUSE_HOME = join(folder, 'home');
    const gateway = await start({
      args,
      env: { PORT: '0', GATEHOUSE_HOME, GREETING: 'hello', ...env },
      workspace: folder,
      write: (line) => written.push(line),
    });
    return { ...gateway, written, [Symbol.asyncDispose]: () => gateway.stop() };
  };

  test('runs every app of the workspace, migrates, and prints where it listens', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures('apps');
    await folder.write('apps/no-app/README.md', '');
    await using gateway = await run(folder.path);
    expect((await call(gateway.port, '/')).status).toBe(200);
    expect(gateway.written).toContain(`Gatehouse listens on http://127.0.0.1:${gateway.port}`);
    expect(gateway.written).toContain(`In a browser: http://localhost:${gateway.port}`);
    expect(gateway.written).toContain(
      '/ is a route of the templates, so the welcome page is not served there',
    );
    expect((await call(gateway.port, '/docs', { headers: { host: 'localhost' } })).status).toBe(200);
    expect((await call(gateway.port, '/docs', { headers: { host: 'example.com' } })).status).toBe(403);
    expect(gateway.written.join('\n')).toContain(`BASE=http://127.0.0.1:${gateway.port}`);
    expect((await readFile(join(folder.path, 'home/gatehouse.db'))).subarray(0, 15).toString()).toBe(
      'SQLite format 3',
    );
  });

  test('shows its pages to this machine alone, also where it listens to others', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures('apps');
    await using gateway = await run(folder.path, { HOST: '0.0.0.0' });
    const own = { host: `localhost:${gateway.port}`, origin: `http://localhost:${gateway.port}` };
    const page = await call(gateway.port, '/console', { headers: own });
    const [, token = ''] = /gatehouse-console" content="([^"]+)"/.exec(page.text) ?? [];
    const ask = async (headers: Record<string, string>) =>
      (await call(gateway.port, '/_gatehouse/ask/keys', { method: 'POST', headers })).status;
    expect(await ask({ ...own, 'gatehouse-console': token })).toBe(200);
    expect(await ask(own)).toBe(403);
    expect(await ask({ ...own, 'gatehouse-console': token, origin: 'https://example.com' })).toBe(403);
    for (const host of [`192.0.2.1:${gateway.port}`, `0.0.0.0:${gateway.port}`, 'gatehouse.example']) {
      for (const path of ['/console', '/docs', '/openapi.json', '/_gatehouse/base.css'])
        expect((await call(gateway.port, path, { headers: { host } })).status).toBe(403);
      expect(await ask({ host, origin: `http://${host}`, 'gatehouse-console': token })).toBe(403);
    }
    for (const path of ['/_gatehouse/../package.json', '/_gatehouse/%2e%2e/package.json', '/_gatehouse/'])
      expect((await call(gateway.port, path, { headers: own })).status).not.toBe(200);
    expect(gateway.written.join('\n')).not.toContain('/_gatehouse/ask/keys 200');
  });

  test('goes on without the database when that is away', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures('apps');
    const path = join(folder.path, 'locked.db');
    using holder = new DatabaseSync(path);
    holder.exec('BEGIN EXCLUSIVE');
    await using gateway = await run(folder.path, { DATABASE_URL: `sqlite:${path}` });
    expect((await call(gateway.port, '/')).status).toBe(200);
    expect(gateway.written.join('\n')).toMatch(
      /^DATABASE_URL: store_unavailable: .+ 503 until it is there$/m,
    );
  });

  test('says what is wrong with the database, and with an option it does not have', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures('apps');
    const newer = join(folder.path, 'newer.db');
    new DatabaseSync(newer).exec('PRAGMA user_version = 999');
    for (const [path, reason] of [
      [newer, /^DATABASE_URL: .*999/],
      [folder.path, /^DATABASE_URL: /],
      [join(folder.path, 'package.json/gatehouse.db'), /^DATABASE_URL: /],
      [join(folder.path, 'package.json'), /^DATABASE_URL: /],
    ] as const) {
      await expect(run(folder.path, { DATABASE_URL: `sqlite:${path}` })).rejects.toThrow(reason);
    }
    await expect(run(folder.path, {}, ['--fast'])).rejects.toThrow(
      /--fast.*; the options are --no-watch and --packaged/,
    );
  });

  test('from packages says that the runtime client is missing, and how to get it', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures('apps');
    await expect(run(folder.path, {}, ['--packaged'])).rejects.toThrow('"npm run lambda-runtime"');
  });

  test('from packages runs the zips of dist/packages by the client of tools/lambda-runtime', async () => {
    await using folder = await temporaryFolder();
    await folder.copyFixtures('apps');
    const client = 'tools/lambda-runtime/node_modules/aws-lambda-ric';
    await folder.write(`${client}/rapid-client.node`, '');
    const { href } = pathToFileURL(SMALL_CLIENT);
    await folder.write(`${client}/index.mjs`, `await import(${JSON.stringify(href)});`);
    await packFixtures(join(folder.path, 'dist/packages'));
    await using gateway = await run(folder.path, {}, ['--packaged']);
    const { env } = (await call(gateway.port, '/')).json() as { env: Record<string, string> };
    expect(env).toMatchObject({ GREETING: 'hello', _HANDLER: 'shop.echo' });
  });
});

test('the command ends with its complaint alone, and with status 1', async () => {
  await using folder = await temporaryFolder();
  const env = { PATH: process.env['PATH'], GATEHOUSE_HOME: join(folder.path, 'home'), PORT: 'x' };
  const ended = promisify(execFile)(process.execPath, [join(FIXTURES, '../src/main.ts')], { env });
  await expect(ended).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'PORT: must be a whole number from 0 to 65535\n',
  });
});

test('the walk-through is a shell script that takes its tokens out of the answers', async () => {
  await using folder = await temporaryFolder();
  const curl = await folder.write(
    'curl',
    `#!/bin/sh
     echo "$@" >> '${join(folder.path, 'calls')}'
     case "$*" in */auth/*) echo '{"access_token":"a.b-c","token_type":"Bearer","expires_in":300,"refresh_token":"r_1.s"}';; esac`,
  );
  await promisify(execFile)('chmod', ['+x', curl]);
  const env = { PATH: `${folder.path}:${process.env['PATH']}` };
  await promisify(execFile)('sh', ['-euc', walkThrough('http://[::1]:4000')], { env });
  const calls = (await readFile(join(folder.path, 'calls'), 'utf8')).split('\n');
  expect(calls[0]).toMatch(
    /^-sS http:\/\/\[::1\]:4000\/users -H content-type: application\/json -d \{"first_name":"Ada","last_name":"Lovelace","email":"ada\.\d+@example\.com","password":"[^"]{15,}"\}$/,
  );
  expect(calls[1]).toMatch(/\/auth\/login .*"email":"ada\.\d+@example\.com"/);
  expect(calls[3]).toBe('-sS http://[::1]:4000/users/me -H authorization: Bearer a.b-c');
  expect(calls[4]).toMatch(/\/auth\/refresh .* -d \{"refresh_token":"r_1\.s"\}$/);
});

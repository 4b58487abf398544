import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { engineAt, engineOfEnvironment } from './controlled-engine.ts';

test.each(['stop', 'kill'] as const)('%s waits until the engine has left its port', async (end) => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-engine-'));
  const slow = createServer().listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const { port } = slow.address() as AddressInfo;
  await writeFile(join(folder, 'stop'), '#!/bin/sh\n');
  await chmod(join(folder, 'stop'), 0o755);
  const ended = engineAt({ folder, port: String(port) })[end]();
  // The first look finds it still there.
  await once(slow, 'connection');
  let gone = false;
  slow.close(() => (gone = true));
  await ended;
  expect(gone).toBe(true);
  await rm(folder, { recursive: true });
});

test('an engine is named by its folder and a port, and there is none without a folder', () => {
  const folder = '/scripts';
  expect(engineOfEnvironment(0, { MONGODB_TEST_CONTROL: folder })).toEqual({ folder, port: '27117' });
  const env = { MONGODB_TEST_CONTROL: folder, MONGODB_TEST_CONTROL_PORT: '30000' };
  expect(engineOfEnvironment(1, env)).toEqual({ folder, port: '30001' });
  expect(engineOfEnvironment(0, {})).toBeNull();
});

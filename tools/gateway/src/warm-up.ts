// The last step of `npm ci`: starts Gatehouse once and stops it, so that no user waits while sources are compiled.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FLUSH_AFTER_MS } from './compile-cache.ts';
import { start } from './start.ts';

const home = await mkdtemp(join(tmpdir(), 'gatehouse-warm-up-'));
try {
  const gateway = await start({
    args: ['--no-watch'],
    env: { PORT: '0', GATEHOUSE_HOME: home },
    compileCache: process.env['NODE_COMPILE_CACHE'],
    workspace: resolve(import.meta.dirname, '../../..'),
    write: () => undefined,
  });
  await sleep(2 * FLUSH_AFTER_MS);
  await gateway.stop(0);
} catch (error) {
  // Nothing is lost but the head start, and `npm start` says what is wrong.
  process.stderr.write(
    `the first start will be slower: ${error instanceof Error ? error.message : String(error)}\n`,
  );
} finally {
  await rm(home, { recursive: true, force: true });
}

// A process that is frozen as Lambda freezes one between two requests, while the connections of its database break. The first
// call after that has to succeed, whatever it is and wherever the event loop was.
import { expect, test } from '@jest/globals';
import { BREAKS, leaveOut, type Break } from '@gatehouse/test-support';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorker } from '../contract/worker-process.ts';
import { BREAKABLE_URL, breakableDatabase } from './breakable.ts';

/** Long enough to be frozen before the call that waits so long; a machine that is slower shows less, and fails nothing. */
const PAUSE_MS = 300;

const firstCallAfterFreeze = async (engineUrl: string, how: Break, call: 'read' | 'write') => {
  const { proxy, url, remove } = await breakableDatabase(engineUrl);
  const worker = await startWorker(url);
  try {
    const callLater = (pauseMs: number) => worker.perform({ kind: 'call-later', call, pauseMs });
    await callLater(0);
    await worker.nextAnswer();
    await callLater(PAUSE_MS);
    worker.signal('SIGSTOP');
    proxy.arm(how, 'before');
    await sleep(2 * PAUSE_MS);
    worker.signal('SIGCONT');
    return await worker.nextAnswer();
  } finally {
    await worker.end('SIGKILL');
    await remove();
  }
};

const declare = (engineUrl: string): void =>
  test.each(BREAKS.flatMap((how) => (['read', 'write'] as const).map((call) => ({ how, call }))))(
    'the first $call after a freeze with a $how succeeds',
    async ({ how, call }) => {
      expect(await firstCallAfterFreeze(engineUrl, how, call)).toBe('done');
    },
  );

if (BREAKABLE_URL !== undefined) declare(BREAKABLE_URL);
else leaveOut('MongoDB: a frozen process', 'MONGODB_TEST_URL names no single engine without credentials');

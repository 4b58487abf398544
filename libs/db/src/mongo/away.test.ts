// An engine that is away, by sockets alone: nobody listens, nobody answers, somebody comes back.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { withinDeadline } from './deadline.ts';
import { DeadlineError } from './faults.ts';

/** Accepts connections and says nothing, as a frozen engine does. */
class SilentEngine {
  readonly sockets = new Set<Socket>();
  accepted = 0;
  readonly #server: Server = createServer((socket) => {
    this.accepted += 1;
    this.sockets.add(socket);
    socket.on('error', () => undefined);
  });

  async listen(port = 0): Promise<number> {
    await once(this.#server.listen(port, '127.0.0.1'), 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.#server.listening) await once(this.#server.close(), 'close');
  }
}

describe('an engine that is away', () => {
  let engine: SilentEngine;
  let database: Database;
  let port: number;
  beforeEach(async () => {
    engine = new SilentEngine();
    port = await engine.listen();
    database = openDatabase(`mongodb://127.0.0.1:${port}/?directConnection=true`, { timeoutMs: 300 });
  });
  afterEach(async () => {
    await database.close();
    await engine.stop();
  });

  test('that accepts and never answers is store_unavailable', async () => {
    await expectUnavailable(database.users.findById('any'));
    expect(engine.accepted).toBeGreaterThan(0);
  });

  test('that nobody has started is store_unavailable, and is looked for again by the next call', async () => {
    await engine.stop();
    await expectUnavailable(database.sessions.end('any'));
    await expectUnavailable(database.migrate());
    engine = new SilentEngine();
    await engine.listen(port);
    await expectUnavailable(database.sessions.end('any'));
    expect(engine.accepted).toBeGreaterThan(0);
  });

  test('calls at once share one attempt to connect', async () => {
    await Promise.all(Array.from({ length: 20 }, () => expectUnavailable(database.users.findById('any'))));
    expect(engine.accepted).toBeLessThan(10);
  });

  test('is no reason for a database to stay open', async () => {
    const pending = expectUnavailable(database.users.findById('any'));
    await database.close();
    await pending;
    await expect(database.users.findById('any')).rejects.toThrow('closed');
  });
});

describe('a deadline', () => {
  test('passes on what comes in time, the failure too', async () => {
    expect(await withinDeadline(1000, Promise.resolve(5))).toBe(5);
    await expect(withinDeadline(1000, Promise.reject(new RangeError('late')))).rejects.toThrow(RangeError);
  });

  test('ends what does not come, and a failure after that disturbs nobody', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    await expect(withinDeadline(1, promise)).rejects.toThrow(DeadlineError);
    reject(new Error('too late for anyone'));
  });
});

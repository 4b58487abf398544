// An engine that is away, by sockets alone: nobody listens, nobody answers, somebody comes back.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';

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
    database = openDatabase(url(port), { timeoutMs: 300 });
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

  test('takes from the second call of a request what the first one has used up', async () => {
    const patient = openDatabase(url(port));
    const clock = { nowMs: 0 };
    const call = () => causeOf(patient.users.findById('any'));
    const request = async () => {
      const first = await call();
      clock.nowMs += 180;
      const second = await call();
      clock.nowMs += 60;
      return [first, second, await call()];
    };
    expect(await withBudget(240, request, () => clock.nowMs)).toEqual([
      'No answer within 240 ms',
      'No answer within 60 ms',
      'No time of the request was left for this call',
    ]);
    await patient.close();
  });

  test('is no reason for a database to stay open', async () => {
    const pending = expectUnavailable(database.users.findById('any'));
    await database.close();
    await pending;
    await expect(database.users.findById('any')).rejects.toThrow('closed');
  });
});

const url = (port: number): string => `mongodb://127.0.0.1:${port}/?directConnection=true`;

/** Why a call was given up, in the words for the log. */
const causeOf = async (call: Promise<unknown>): Promise<unknown> => {
  await expectUnavailable(call);
  const { cause } = (await call.catch((error: unknown) => error)) as { readonly cause: Error };
  return cause.message;
};

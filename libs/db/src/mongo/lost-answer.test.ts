// A connection that breaks between the engine's work and its answer, as a freeze or a failover leaves it; by a proxy.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/testing';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { rotated, sampleSession } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import type { TemporaryDatabase } from './temporary.ts';
import { TEST_URL, temporaryDatabase } from './temporary.ts';

/** Passes everything on, but for the answer to the next request on `sessions` after `loseNextAnswer`. */
class Proxy {
  #losing = false;
  readonly #engine: URL;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((client) => this.#join(client));

  constructor(engineUrl: string) {
    this.#engine = new URL(engineUrl.replace(/^mongodb:/, 'http:'));
  }

  async listen(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  loseNextAnswer(): void {
    this.#losing = true;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server.close(), 'close');
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(client: Socket): void {
    const upstream = connect(Number(this.#engine.port), this.#engine.hostname);
    for (const socket of [client, upstream]) this.#sockets.add(socket.on('error', () => undefined));
    let doomed = false;
    client.on('data', (request) => {
      doomed = this.#losing && request.includes('sessions');
      if (doomed) this.#losing = false;
      upstream.write(request);
    });
    upstream.on('data', (answer) => (doomed ? client.destroy() : client.write(answer)));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }
}

const declare = (engineUrl: string): void =>
  describe('an answer that is lost on its way', () => {
    let temporary: TemporaryDatabase;
    let proxy: Proxy;
    let database: Database;
    beforeEach(async () => {
      temporary = temporaryDatabase(engineUrl);
      proxy = new Proxy(engineUrl);
      database = openDatabase(temporary.url.replace(new URL(engineUrl).host, await proxy.listen()));
      await database.migrate();
    });
    afterEach(async () => {
      await database.close();
      await proxy.stop();
      await temporary.remove();
    });

    test('of a read is asked for again, without anyone noticing', async () => {
      const session = sampleSession();
      await database.sessions.insert(session);
      proxy.loseNextAnswer();
      expect(await database.sessions.findByFamily(session.familyDigest)).toEqual(session);
    });

    test('of a swap that won is never "not swapped": unavailable, or true where the server remembers', async () => {
      const session = sampleSession();
      await database.sessions.insert(session);
      proxy.loseNextAnswer();
      const outcome = await database.sessions
        .swap(rotated(session), 0)
        .catch((error: { code?: string }) => error.code);
      expect([true, 'store_unavailable']).toContain(outcome);
      expect(await database.sessions.findByFamily(session.familyDigest)).toMatchObject({ generation: 1 });
      expect(await database.sessions.swap(rotated(session), 0)).toBe(false);
    });
  });

if (TEST_URL !== undefined && /^mongodb:\/\/[^@,]+$/.test(TEST_URL)) declare(TEST_URL);
else leaveOut('MongoDB: lost answers', 'MONGODB_TEST_URL names no single engine without credentials');

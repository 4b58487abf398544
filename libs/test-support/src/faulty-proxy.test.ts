import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FaultyProxy } from './faulty-proxy.ts';
import { waitUntil } from './wait-until.ts';

/** Says everything twice. */
const doubling = (socket: Socket): void =>
  void socket.on('error', () => undefined).on('data', (said) => socket.write(Buffer.concat([said, said])));

let server: Server;
let proxy: FaultyProxy;
let port: number;
beforeEach(async () => {
  server = createServer(doubling);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port: target } = server.address() as AddressInfo;
  proxy = new FaultyProxy({
    host: '127.0.0.1',
    port: target,
    counts: (request) => !request.includes('aside'),
  });
  port = Number((await proxy.listen()).split(':')[1]);
});
afterEach(async () => {
  await proxy.stop();
  server.close();
});

/** A client, and what it has seen so far: what was said to it, and how its connection ended. */
const clientOf = async () => {
  const seen: { text: string; end?: string } = { text: '' };
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket
    .on('data', (said) => (seen.text += String(said)))
    .on('end', () => (seen.end ??= 'FIN'))
    .on('error', (error) => (seen.end ??= (error as NodeJS.ErrnoException).code!));
  await once(socket, 'connect');
  const says = async (text: string, expected: string): Promise<void> => {
    socket.write(text);
    await waitUntil(
      `${expected} is said`,
      () => seen.text === expected,
      () => seen,
    );
  };
  const ends = (how: string) =>
    waitUntil(
      `${how} is seen`,
      () => seen.end === how,
      () => seen,
    );
  return { seen, socket, says, ends };
};

describe('a faulty proxy', () => {
  test('passes everything on, and counts what it answers', async () => {
    const client = await clientOf();
    await client.says('ab', 'abab');
    expect(proxy.answeredBytes).toBe(4);
    client.socket.destroy();
  });

  test.each([
    ['half-close', 'FIN'],
    ['close', 'FIN'],
    ['reset', 'ECONNRESET'],
  ] as const)('breaks an answer by a %s after so many bytes, and heals for others', async (how, end) => {
    const client = await clientOf();
    await client.says('ab', 'abab');
    proxy.arm(how, 3);
    await client.says('cd', 'ababcdc');
    await client.ends(end);
    client.socket.destroy();
    proxy.heal();
    await (await clientOf()).says('ef', 'efef');
  });

  test('goes on breaking until it is healed, but not what does not count', async () => {
    proxy.arm('half-close', 3);
    const [first, second, aside] = [await clientOf(), await clientOf(), await clientOf()];
    await first.says('ab', 'aba');
    second.socket.write('cd');
    await second.ends('FIN');
    expect(second.seen.text).toBe('');
    await aside.says('aside', 'asideaside');
    for (const { socket } of [first, second, aside]) socket.destroy();
  });

  test('breaks once where that is asked for', async () => {
    proxy.arm('half-close', 0, { once: true });
    const [first, second] = [await clientOf(), await clientOf()];
    first.socket.write('ab');
    await first.ends('FIN');
    await second.says('cd', 'cdcd');
    for (const { socket } of [first, second]) socket.destroy();
  });

  test('breaks what is open, and what opens, before anything is asked', async () => {
    const open = await clientOf();
    await open.says('a', 'aa');
    proxy.arm('half-close', 'before');
    await open.ends('FIN');
    proxy.arm('half-close', 'connect');
    await (await clientOf()).ends('FIN');
    open.socket.destroy();
  });

  test('stalls before a request is passed on, and ends the silence when it heals', async () => {
    proxy.arm('stall', 'request');
    const client = await clientOf();
    client.socket.write('ab');
    const other = await clientOf();
    await other.says('aside', 'asideaside');
    expect(client.seen).toEqual({ text: '' });
    proxy.heal();
    await client.ends('FIN');
    expect(client.seen.text).toBe('');
    for (const { socket } of [client, other]) socket.destroy();
  });
});

// Connections that were idle for long, as after a freeze: no request goes out on one.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createClient, type Client } from './client.ts';

let server: Server;
let client: Client;
let connections = 0;
beforeEach(async () => {
  connections = 0;
  server = createServer((request, response) => request.resume().on('end', () => response.end('{}')));
  server.on('connection', () => (connections += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createClient({ store: 'dynamodb', region: 'local', table: 'any', endpoint }, 10_000);
});
afterEach(() => {
  jest.restoreAllMocks();
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const ask = () => client.ready().send(new ListTablesCommand({}));

test('a connection carries one request after the other, and after a long rest a new one does', async () => {
  await ask();
  await ask();
  expect(connections).toBe(1);
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now + 14_000);
  await ask();
  expect(connections).toBe(1);
  jest.spyOn(Date, 'now').mockReturnValue(now + 60_000);
  await ask();
  expect(connections).toBe(2);
});

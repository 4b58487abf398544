import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchText } from './fetch-text.ts';

const ended: string[] = [];

const routes: Readonly<Record<string, RequestListener>> = {
  '/good': (request, response) => response.end(JSON.stringify(request.headers.accept)),
  '/exact': (_, response) => response.end('x'.repeat(100)),
  '/large': (_, response) => response.end('x'.repeat(101)),
  '/latin': (_, response) => response.end(Buffer.from([0x22, 0xe9, 0x22])),
  '/empty': (_, response) => response.end(),
  '/created': (_, response) => response.writeHead(201).end('{}'),
  '/nothing': (_, response) => response.writeHead(204).end(),
  '/marked': (_, response) => response.end('\uFEFF{}'),
  '/failing': (_, response) => response.writeHead(500).end('{}'),
  '/redirect': (_, response) => response.writeHead(302, { location: '/good' }).end(),
  '/silent': () => undefined,
  '/trickle': (_, response) => {
    response.write('{');
    response.on('close', () => ended.push('trickle'));
  },
  '/endless': (_, response) => {
    const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
    response.on('close', () => clearInterval(timer));
    response.on('close', () => ended.push('endless'));
  },
};

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => routes[request.url ?? '']?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, timeoutMs = 5000) => fetchText(origin + path, { fetch, timeoutMs, maxBytes: 100 });

describe('fetchText', () => {
  test('gives the body of a 200 answer and asks for JSON', async () => {
    expect(await get('/good')).toBe('"application/json"');
    expect(await get('/empty')).toBe('');
  });

  test('takes as many bytes as it may and no more', async () => {
    expect(await get('/exact')).toHaveLength(100);
    await expect(get('/large')).rejects.toThrow('answered with more than 100 bytes');
  });

  test('leaves an endless answer and closes it', async () => {
    await expect(get('/endless')).rejects.toThrow('answered with more than 100 bytes');
    await waitUntil('the endless answer is closed', () => ended.includes('endless'));
  });

  test('follows no redirect', async () => {
    await expect(get('/redirect')).rejects.toMatchObject({ name: 'TypeError' });
  });

  test('takes no status but 200', async () => {
    await expect(get('/failing')).rejects.toThrow('answered with status 500');
    await expect(get('/created')).rejects.toThrow('answered with status 201');
    await expect(get('/nothing')).rejects.toThrow('answered with status 204');
  });

  test('takes no text that is not UTF-8', async () => {
    await expect(get('/latin')).rejects.toThrow('answered with what is no UTF-8');
  });

  test('leaves a byte order mark to whoever parses the text', async () => {
    expect(await get('/marked')).toBe('\uFEFF{}');
  });

  test('does not wait longer than it may for headers, nor for the rest of a body', async () => {
    await expect(get('/silent', 50)).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(get('/trickle', 50)).rejects.toMatchObject({ name: 'TimeoutError' });
    await waitUntil('the trickle is closed', () => ended.includes('trickle'));
  });
});

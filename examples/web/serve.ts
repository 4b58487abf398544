// The page on a laptop: built, and served with the headers of a stack.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from './build.ts';
import { securityHeaders } from './headers.ts';

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/app.js': ['app.js', 'text/javascript; charset=utf-8'],
  '/styles.css': ['styles.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
};

const gatehouseUrl = process.env['GATEHOUSE_URL'] ?? 'http://localhost:3000';
const folder = build(gatehouseUrl);
const headers = { ...securityHeaders(gatehouseUrl), 'cache-control': 'no-cache' };

const server = createServer(({ url = '/' }, response) => {
  const found = FILES[url];
  if (found === undefined) return void response.writeHead(404, headers).end();
  const [file, type] = found;
  response.writeHead(200, { ...headers, 'content-type': type }).end(readFileSync(join(folder, file)));
});
await once(server.listen(Number(process.env['PORT'] ?? 4100), 'localhost'), 'listening');
console.log(`listens on http://localhost:${(server.address() as AddressInfo).port}`);

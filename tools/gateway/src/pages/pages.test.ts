import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CallFeed } from '../console/call-feed.ts';
import { createPages } from './pages.ts';
import { asked } from './testing.ts';

const openApiFile = join(import.meta.dirname, '../../../../docs/openapi.json');
const options = { feed: new CallFeed(), outbox: null, keysHome: null };
const pages = createPages({ openApiFile, ...options });
const answerTo = (...request: Parameters<typeof asked>) => pages.answer(asked(...request));
const headersOf = async (...request: Parameters<typeof asked>) =>
  Object.fromEntries((await answerTo(...request))?.headers ?? []);
const textOf = async (...request: Parameters<typeof asked>) =>
  (await answerTo(...request))?.body.toString() ?? '';

const PATHS = ['/', '/docs', '/console', '/openapi.json', '/_gatehouse/base.css'];

describe('the pages of this machine', () => {
  test.each(['localhost', 'localhost:3000', 'LOCALHOST:3000'])('are there for %s', async (host) => {
    for (const path of PATHS) expect((await answerTo(path, { host }))?.status).toBe(200);
  });

  test.each(['127.0.0.1:3000', '[::1]:3000'])('are there for %s, where no page is sent on', async (host) => {
    for (const path of ['/docs', '/openapi.json', '/_gatehouse/base.css'])
      expect((await answerTo(path, { host }))?.status).toBe(200);
    for (const path of ['/', '/console']) expect((await answerTo(path, { host }))?.status).toBe(307);
  });

  test.each([
    ...['example.com', 'localhost.example.com', '127.0.0.1.example.com', '192.0.2.1:3000', '0.0.0.0:3000'],
    ...['', 'localhost@x', 'localhost:3000@evil.example', 'localhost.'],
  ])('are forbidden to a host that was led here: %j', async (host) => {
    for (const path of PATHS) {
      const answer = await answerTo(path, { host });
      expect([answer?.status, JSON.parse(answer?.body.toString() ?? '{}')]).toEqual([
        403,
        {
          ...{ type: 'urn:gatehouse:problem:forbidden', title: 'Forbidden', status: 403, code: 'forbidden' },
          ...{ detail: expect.any(String), request_id: '1' },
        },
      ]);
    }
  });

  test.each([
    ['http://evil.example/docs', 'localhost:3000'],
    ['http://localhost@evil.example/docs', 'localhost:3000'],
    ['http://localhost:3000/docs', 'evil.example'],
  ])('are forbidden to the target %s with the host %s, of which one is foreign', async (target, host) =>
    expect((await answerTo(target, { host }))?.status).toBe(403),
  );

  test.each(['192.168.1.5', '172.17.0.1', 'fe80::1', '2001:db8::127.0.0.1', '::ffff:192.168.1.5', ''])(
    'are forbidden to the address %j, whatever host it names',
    async (sourceIp) => {
      for (const path of PATHS) expect((await answerTo(path, { sourceIp }))?.status).toBe(403);
      expect(await textOf('/docs', { sourceIp })).toContain(`came from ${sourceIp}.`);
    },
  );

  test.each(['127.0.0.1', '127.0.0.2', '::1'])('are there for the address %s', async (sourceIp) =>
    expect((await answerTo('/docs', { sourceIp }))?.status).toBe(200),
  );

  test('are there for a target in absolute form', async () =>
    expect(await textOf('http://localhost:3000/docs')).toContain('API reference'));

  test('are forbidden where there are two hosts', async () => {
    const headers = [['Host', 'localhost']] as const;
    expect((await answerTo('/docs', { headers }))?.status).toBe(403);
  });

  test('load scripts and styles of their own origin alone, and nothing that stands in them', async () => {
    for (const path of PATHS) {
      expect((await headersOf(path))['Content-Security-Policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
    }
    for (const path of ['/', '/docs', '/console']) {
      const html = await textOf(path);
      expect(html).not.toMatch(/<style|<script(?![^>]* src="\/_gatehouse\/)|\son\w+=|\sstyle=/);
      expect(html).not.toMatch(/(src|href)="(?!\/|#)/);
    }
  });

  test('are told to no other origin, and kept by no cache', async () => {
    for (const path of PATHS) {
      const headers = await headersOf(path, { headers: [['Origin', 'https://example.com']] });
      expect(Object.keys(headers).filter((name) => /^access-control/i.test(name))).toEqual([]);
      expect(headers).toMatchObject({
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      });
    }
    for (const path of ['/', '/docs', '/console', '/openapi.json'])
      expect((await headersOf(path))['Cache-Control']).toBe('no-store');
  });

  test('are read alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      for (const path of PATHS) expect(await answerTo(path, { method })).toBeNull();
    for (const path of ['/docs', '/_gatehouse/base.css'])
      expect((await answerTo(path, { method: 'HEAD' }))?.status).toBe(200);
  });
});

test.each([
  ...['*/*', 'application/json', '', 'text/*', 'text/htmlx', 'application/json;x="text/html"'],
  ...['text/html;q=0', 'application/json, text/html; q=0.0', 'TEXT/HTML;level=1;Q=0'],
])('the welcome page is not for whoever accepts %j', async (accept) =>
  expect(await answerTo('/', { accept })).toBeNull(),
);

test.each([
  'text/html',
  'TEXT/HTML',
  'text/html;q=0.1',
  'application/json,text/html;level=1',
  '*/*;q=0, text/html',
])('the welcome page is for whoever accepts %j', async (accept) =>
  expect((await answerTo('/', { accept }))?.status).toBe(200),
);

test('the command of the welcome page is for the port that answers', async () => {
  expect(await textOf('/', { host: 'localhost:4711' })).toContain('curl -i http://localhost:4711/users/me');
});

describe('the OpenAPI document', () => {
  test('is that of the workspace, with the gateway that serves it as its server', async () => {
    const { servers, ...document } = JSON.parse(readFileSync(openApiFile, 'utf8')) as Record<string, unknown>;
    expect(JSON.parse(await textOf('/openapi.json'))).toEqual({
      ...document,
      servers: [{ url: 'http://localhost:3000', description: expect.any(String) }],
    });
    expect(servers).toEqual([{ url: 'http://127.0.0.1:3000', description: expect.any(String) }]);
  });

  test('is missing where the workspace has none', async () => {
    const none = createPages({ openApiFile: '/none/openapi.json', ...options });
    expect(await none.answer(asked('/openapi.json'))).toBeNull();
  });
});

describe('what the pages load', () => {
  test.each([
    ['base.css', 'text/css; charset=utf-8'],
    ['docs.js', 'text/javascript; charset=utf-8'],
    ['console/main.js', 'text/javascript; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
    ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
    ['swagger-ui.css', 'text/css; charset=utf-8'],
  ])('%s has the type %s, and is asked about each time', async (name, type) => {
    const headers = await headersOf(`/_gatehouse/${name}`);
    expect(headers).toMatchObject({ 'Content-Type': type, 'Cache-Control': 'no-cache' });
    const etag = headers['ETag'] ?? '';
    for (const known of [etag, `W/${etag}`, `"another", ${etag}`, '*'])
      expect(await answerTo(`/_gatehouse/${name}`, { headers: [['If-None-Match', known]] })).toMatchObject({
        status: 304,
        body: Buffer.alloc(0),
        isQuiet: true,
      });
    const changed = { headers: [['If-None-Match', '"another"']] as const };
    expect((await answerTo(`/_gatehouse/${name}`, changed))?.status).toBe(200);
  });

  test.each([
    ...['', 'none.css', '../package.json', '..%2fpackage.json', '%2e%2e/package.json', '/etc/passwd'],
    ...[
      'welcome.html',
      'swagger-ui-dist/package.json',
      'constructor',
      'base.css/',
      './base.css',
      'base.css%00',
    ],
  ])('no file is found by %j', async (name) => expect(await answerTo(`/_gatehouse/${name}`)).toBeNull());
});

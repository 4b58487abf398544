// The breach service, asked over real HTTP.
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { closedPort, serve } from '@gatehouse/test-support';
import { createBreachService, type BreachFailure, type BreachServiceOptions } from './breach-service.ts';

const PASSWORD = 'correct horse battery staple';
const digest = createHash('sha1').update(PASSWORD).digest('hex').toUpperCase();
const [prefix, suffix] = [digest.slice(0, 5), digest.slice(5)];
const padding = `${'0'.repeat(35)}:0`;

/** No test waits for a clock but those of a service that hangs. */
const serviceAt = (url: string, options: Partial<BreachServiceOptions> = {}) => {
  const failed: BreachFailure[] = [];
  const onFailure = (failure: BreachFailure): void => void failed.push(failure);
  return { failed, isBreached: createBreachService({ url, onFailure, timeoutMs: 60_000, ...options }) };
};

const answering = (body: string | Buffer, headers = {}): RequestListener => {
  return (_, response) => void response.writeHead(200, headers).end(body);
};

describe('a password', () => {
  test('is asked for by the first five digits of its SHA-1, and by nothing else of it', async () => {
    const seen: unknown[] = [];
    await using server = await serve(({ method, url, headers, rawHeaders }, response) => {
      seen.push([method, url, headers['add-padding'], headers.accept]);
      expect(rawHeaders.join()).not.toMatch(new RegExp(`${suffix}|horse`, 'i'));
      response.end(`${suffix}:3`);
    });
    await serviceAt(server.url).isBreached(PASSWORD);
    await serviceAt(`${server.url}/range/`).isBreached(PASSWORD);
    expect(seen).toEqual([
      ['GET', `/${prefix}`, 'true', 'text/plain'],
      ['GET', `/range/${prefix}`, 'true', 'text/plain'],
    ]);
  });

  test.each([
    ['alone', `${suffix}:1`, true],
    ['among others', `${padding}\r\n${suffix}:52\r\n${padding}\r\n`, true],
    ['in lower case', `${suffix.toLowerCase()}:7\n`, true],
    ['as padding', `${suffix}:0`, false],
    ['not at all', padding, false],
    ['in no line', '', false],
  ])('whose digits are listed %s', async (_, body, expected) => {
    await using server = await serve(answering(body));
    const { isBreached, failed } = serviceAt(server.url);
    expect(await isBreached(PASSWORD)).toBe(expected);
    expect(failed).toEqual([]);
  });

  test('is looked for among answers as long as they may be', async () => {
    const body = `${suffix}:1\n`;
    await using server = await serve(answering(body));
    expect(await serviceAt(server.url, { maxBytes: body.length }).isBreached(PASSWORD)).toBe(true);
    expect(await serviceAt(server.url, { maxBytes: body.length - 1 }).isBreached(PASSWORD)).toBe(false);
  });

  test('is not the one beside it', async () => {
    await using server = await serve(answering(`${suffix.replace(/.$/, '0')}:1`));
    expect(await serviceAt(server.url).isBreached(PASSWORD)).toBe(suffix.endsWith('0'));
  });

  test('is taken as it was sent: no trimming, no other case, no other composition', async () => {
    const prefixes = new Set<string | undefined>();
    await using server = await serve(({ url }, response) => {
      prefixes.add(url);
      response.end(padding);
    });
    const { isBreached } = serviceAt(server.url);
    const spellings = [
      'café au lait noir',
      ' café au lait noir',
      'Café au lait noir',
      'cafe\u0301 au lait noir',
    ];
    for (const spelling of spellings) expect(await isBreached(spelling)).toBe(false);
    expect(prefixes.size).toBe(spellings.length);
  });
});

describe('a service that fails lets the password pass, and is counted', () => {
  test.each<[string, RequestListener, string]>([
    ['answers 500', (_, response) => void response.writeHead(500).end(`${suffix}:1`), 'refused'],
    ['answers 404', (_, response) => void response.writeHead(404).end(), 'refused'],
    ['answers garbage', answering('<html>hello</html>'), 'malformed'],
    ['answers garbage beside the digits', answering(`${suffix}:1\nhello`), 'malformed'],
    ['answers a count that is none', answering(`${suffix}:many`), 'malformed'],
    ['answers more than the digits', answering(`0${suffix}:1`), 'malformed'],
    ['answers more than a count', answering(`${suffix}:1 or so`), 'malformed'],
    ['answers more than it may', answering(`${padding}\n`.repeat(10_000)), 'malformed'],
    [
      'answers more than it may in few bytes',
      answering(gzipSync(`${padding}\n`.repeat(10_000)), { 'content-encoding': 'gzip' }),
      'malformed',
    ],
    ['hangs up', ({ socket }) => void socket.destroy(), 'unavailable'],
    [
      'hangs up within its answer',
      ({ socket }, response) => void response.writeHead(200).write(`${suffix}:1\n`, () => socket.destroy()),
      'unavailable',
    ],
  ])('%s', async (_, listener, reason) => {
    await using server = await serve(listener);
    const { isBreached, failed } = serviceAt(server.url);
    expect([await isBreached(PASSWORD), await isBreached(PASSWORD)]).toEqual([false, false]);
    expect(failed).toEqual([
      { reason, failures: 1 },
      { reason, failures: 2 },
    ]);
  });

  test.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['never ends its answer', (_, response) => void response.writeHead(200).write(`${padding}\n`)],
  ])('%s', async (_, listener) => {
    await using server = await serve(listener);
    const { isBreached, failed } = serviceAt(server.url, { timeoutMs: 50 });
    expect(await isBreached(PASSWORD)).toBe(false);
    expect(failed).toEqual([{ reason: 'slow', failures: 1 }]);
  });

  test('sends elsewhere, where nobody is asked', async () => {
    let asked = 0;
    await using other = await serve((_, response) => {
      asked += 1;
      response.end(`${suffix}:1`);
    });
    await using server = await serve(
      (_, response) => void response.writeHead(302, { location: `${other.url}/${prefix}` }).end(),
    );
    const { isBreached, failed } = serviceAt(server.url);
    expect([await isBreached(PASSWORD), asked]).toEqual([false, 0]);
    expect(failed).toEqual([{ reason: 'refused', failures: 1 }]);
  });

  test('is not there', async () => {
    const { isBreached, failed } = serviceAt(await closedPort());
    expect(await isBreached(PASSWORD)).toBe(false);
    expect(failed).toEqual([{ reason: 'unavailable', failures: 1 }]);
  });
});

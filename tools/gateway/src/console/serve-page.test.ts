import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { RequestHead } from '../events/request.ts';
import { servePage } from './serve-page.ts';

const asked = (target: string, host = 'localhost:3000', method = 'GET') =>
  servePage({ method, target, headers: [['Host', host]] } as unknown as RequestHead);
const headerOf = (name: string): string =>
  asked('/console')?.headers.find(([one]) => one === name)?.[1] ?? '';
const html = asked('/console')?.body.toString() ?? '';

describe('the page of links in mails', () => {
  test.each(['localhost', 'localhost:3000', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])(
    'is there for %s',
    (host) => expect(asked('/console', host)?.status).toBe(200),
  );

  test.each([
    'example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    '192.0.2.1:3000',
    '',
    'localhost@x',
  ])('is not there for the host %j', (host) => expect(asked('/console', host)).toBeNull());

  test('is at its path alone, and read alone', () => {
    expect(asked('/console?x=1')?.status).toBe(200);
    for (const target of ['/', '/console/', '/consoles', '//console']) expect(asked(target)).toBeNull();
    for (const method of ['HEAD', 'POST', 'OPTIONS'])
      expect(asked('/console', 'localhost', method)).toBeNull();
  });

  test('runs its own script and style alone, and talks to its own origin alone', () => {
    const policy = headerOf('Content-Security-Policy');
    for (const tag of ['script', 'style']) {
      const [, text = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(html) ?? [];
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
    }
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(html).not.toMatch(/(src|href)="(?!data:,)|https?:/);
    expect(headerOf('Cache-Control')).toBe('no-store');
    expect(headerOf('Referrer-Policy')).toBe('no-referrer');
  });

  test('has a label for its field, a heading, and a place that is read out when it changes', () => {
    expect(html).toContain('<label id="label" for="password">');
    expect(html).toContain('<h1 id="title">');
    expect(html).toMatch(/<p id="message" role="status">/);
    expect(html).toContain('<html lang="en">');
  });

  test('puts no text of an answer or an address into HTML', () => {
    expect(html).not.toMatch(/innerHTML|insertAdjacent|document\.write|eval\(/);
  });
});

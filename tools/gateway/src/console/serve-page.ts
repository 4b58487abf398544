// Serves the page of links in mails, to browsers of this machine alone.
import { createHash } from 'node:crypto';
import type { Answer } from '../answers/answer.ts';
import { headerValues } from '../events/request.ts';
import type { RequestHead } from '../events/request.ts';
import { PAGE, SCRIPT, STYLE } from './page.ts';

/** The page, for `GET /console`; null for every other request, and for a host that is not this machine. */
export const servePage = ({ method, target, headers }: RequestHead): Answer | null =>
  method === 'GET' && /^\/console(\?|$)/.test(target) && isHere(headerValues(headers, 'host'))
    ? { status: 200, headers: HEADERS, body: Buffer.from(PAGE) }
    : null;

/** A name that somebody has led here (DNS rebinding) is not this machine's. */
const isHere = (hosts: readonly string[]): boolean =>
  hosts.length === 1 && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(hosts[0] ?? '');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Answer['headers'] = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Content-Security-Policy', POLICY],
  ['Cache-Control', 'no-store'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
];

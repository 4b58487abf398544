// The answers of the pages of this machine, each with a policy that lets nothing in but what the gateway itself serves.
import { createHash } from 'node:crypto';
import type { Answer } from '../answers/answer.ts';
import { headerValues, type RequestHead } from '../events/request.ts';

type Headers = Answer['headers'];

/** Scripts, styles and calls of the own origin, nothing inline, no frame around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const COMMON: Headers = [
  ['Content-Security-Policy', POLICY],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/** A page, which no cache keeps: it may have the token of this start in it. */
export const htmlAnswer = (html: string): Answer => ({
  status: 200,
  headers: [['Content-Type', 'text/html; charset=utf-8'], ['Cache-Control', 'no-store'], ...COMMON],
  body: Buffer.from(html),
});

/** JSON that no cache keeps. */
export const jsonAnswer = (value: unknown, status = 200, type = 'application/json'): Answer => ({
  status,
  headers: [['Content-Type', type], ['Cache-Control', 'no-store'], ...COMMON],
  body: Buffer.from(JSON.stringify(value)),
});

/** As the APIs refuse: a problem document (RFC 9457). */
export const problemAnswer = (problem: {
  readonly status: number;
  readonly [member: string]: unknown;
}): Answer => jsonAnswer(problem, problem.status, 'application/problem+json');

export const refusedAnswer = ({ id }: RequestHead, detail: string): Answer =>
  problemAnswer({ ...FORBIDDEN, detail, request_id: id });

const FORBIDDEN = {
  type: 'urn:gatehouse:problem:forbidden',
  title: 'Forbidden',
  status: 403,
  code: 'forbidden',
};

/** Sends a browser on, this once. */
export const redirectAnswer = (location: string): Answer => ({
  status: 307,
  headers: [['Location', location], ['Cache-Control', 'no-store'], ...COMMON],
  body: Buffer.alloc(0),
});

/**
 * A file that a browser may keep, and asks about each time: 304 while it is the same (RFC 9110 §13.1.2). A page loads a dozen, so
 * they leave no line.
 */
export const fileAnswer = (request: RequestHead, type: string, body: Buffer): Answer => {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers: Headers = [['Content-Type', type], ['Cache-Control', 'no-cache'], ['ETag', etag], ...COMMON];
  return isKnown(request, etag)
    ? { status: 304, headers, body: Buffer.alloc(0), isQuiet: true }
    : { status: 200, headers, body, isQuiet: true };
};

/** Browsers send the tags they have, and proxies may have called them weak. */
const isKnown = ({ headers }: RequestHead, etag: string): boolean =>
  headerValues(headers, 'if-none-match')
    .flatMap((tags) => tags.split(','))
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');

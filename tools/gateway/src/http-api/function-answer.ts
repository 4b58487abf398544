// What a function of an HTTP API returns, made an answer; format 2.0 guesses what is not said.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import { readStatus, toAnswer } from '../answers/proxy-response.ts';
import type { HeaderList } from '../events/request.ts';
import { HOP_BY_HOP } from '../http/hop-by-hop.ts';
import type { PayloadVersion } from '../template/http-api/model.ts';
import { isMap } from '../template/values.ts';
import { HttpRefusal } from './http-refusal.ts';

/** @throws HttpRefusal 500, and Refusal of format 1.0, for what API Gateway could not make an answer of */
export const toHttpAnswer = (result: unknown, version: PayloadVersion): Answer => {
  if (version === '1.0') return toAnswer(result, true);
  return isMap(result) && 'statusCode' in result ? fromAnswer(result) : fromValue(result);
};

/** Without a status it is the body: a text as it is, anything else as JSON. */
const fromValue = (value: unknown): Answer => ({
  status: 200,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

const fromAnswer = (result: Readonly<Record<string, unknown>>): Answer => {
  const { headers, cookies, body, isBase64Encoded = false } = result;
  if (typeof isBase64Encoded !== 'boolean') malformed('isBase64Encoded is not a boolean');
  const status = readStatus(result['statusCode']);
  const own = entriesOf(headers ?? {}).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  const all = [...own, ...cookiesOf(cookies ?? [])];
  return {
    status,
    headers: status === 204 || status === 304 ? all : withType(all),
    body: readBody(body ?? '', isBase64Encoded === true),
  };
};

const OWN_HEADERS = new Set([...HOP_BY_HOP, 'content-length']);

const withType = (headers: HeaderList): HeaderList =>
  headers.some(([name]) => name.toLowerCase() === 'content-type')
    ? headers
    : [...headers, ['content-type', 'text/plain;charset=UTF-8']];

const entriesOf = (headers: unknown): HeaderList =>
  isMap(headers)
    ? Object.entries(headers).map(([name, value]) => toHeader(name, value))
    : malformed('headers is not a map');

const cookiesOf = (cookies: unknown): HeaderList =>
  Array.isArray(cookies)
    ? cookies.map((cookie: unknown) => toHeader('set-cookie', cookie))
    : malformed('cookies is not a list');

const toHeader = (name: string, value: unknown): readonly [string, string] => {
  if (!['string', 'number', 'boolean'].includes(typeof value)) malformed(`the header ${name} is not a text`);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
  } catch {
    malformed(`the header ${name} cannot be sent`);
  }
  return [name, String(value)];
};

const readBody = (body: unknown, isBase64: boolean): Buffer =>
  typeof body === 'string'
    ? Buffer.from(body, isBase64 ? 'base64' : 'utf8')
    : malformed('body is not a text');

const malformed = (problem: string): never => {
  throw new HttpRefusal(500, { cause: new Error(`malformed answer of the function: ${problem}`) });
};

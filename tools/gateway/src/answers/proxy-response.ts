// What a function of a proxy integration returns, held to API Gateway's form and made an answer.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HeaderList } from '../events/request.ts';
import { HOP_BY_HOP } from '../http/hop-by-hop.ts';
import { isMap } from '../template/field.ts';
import type { Answer } from './answer.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal `INTEGRATION_FAILURE` for what API Gateway calls a malformed Lambda proxy response */
export const toAnswer = (result: unknown): Answer => {
  if (!isMap(result)) return malformed('is not an object');
  const { statusCode, isBase64Encoded = false } = result;
  if (!isStatus(statusCode)) return malformed('statusCode is not a status');
  if (typeof isBase64Encoded !== 'boolean') return malformed('isBase64Encoded is not a boolean');
  const headers = [...readMultiHeaders(result['multiValueHeaders']), ...readHeaders(result['headers'])];
  return {
    status: statusCode,
    headers: withContentType(mergeHeaders(headers), statusCode),
    body: readBody(result['body'] ?? '', isBase64Encoded),
  };
};

const malformed = (problem: string): never => {
  throw new Refusal('INTEGRATION_FAILURE', {
    cause: new Error(`malformed Lambda proxy response: ${problem}`),
  });
};

const isStatus = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;

const readBody = (body: unknown, isBase64Encoded: boolean): Buffer =>
  typeof body === 'string'
    ? Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
    : malformed('body is not a string');

const readHeaders = (headers: unknown): HeaderList =>
  entriesOf(headers, 'headers').map(([name, value]) => readHeader(name, value));

const readMultiHeaders = (headers: unknown): HeaderList =>
  entriesOf(headers, 'multiValueHeaders').flatMap(([name, values]) =>
    Array.isArray(values)
      ? values.map((value: unknown) => readHeader(name, value))
      : malformed(`${name} is not a list`),
  );

const entriesOf = (headers: unknown, name: string): [string, unknown][] => {
  if (headers === undefined || headers === null) return [];
  return isMap(headers) ? Object.entries(headers) : malformed(`${name} is not a map`);
};

const readHeader = (name: string, value: unknown): readonly [string, string] => {
  if (!['string', 'number', 'boolean'].includes(typeof value))
    return malformed(`the header ${name} is not a text`);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
  } catch {
    return malformed(`the header ${name} cannot be sent`);
  }
  return [name, String(value)];
};

// Both maps make one list; the same pair in both counts once. Length and framing are the gateway's own business.
const mergeHeaders = (headers: HeaderList): HeaderList => {
  const unique = new Map(
    headers.map(([name, value]) => [`${name.toLowerCase()}\n${value}`, [name, value] as const]),
  );
  return [...unique.values()].filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
};

const OWN_HEADERS = new Set([...HOP_BY_HOP, 'content-length']);

const withContentType = (headers: HeaderList, status: number): HeaderList => {
  const isGiven = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return isGiven || status === 204 || status === 304
    ? headers
    : [...headers, ['content-type', 'application/json']];
};

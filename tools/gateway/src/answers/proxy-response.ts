// What a function of a proxy integration returns, held to API Gateway's form and made an answer.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Call } from '../events/call.ts';
import { matchesMediaType } from '../events/event-body.ts';
import { lastHeader } from '../events/request.ts';
import type { HeaderList } from '../events/request.ts';
import { HOP_BY_HOP } from '../http/hop-by-hop.ts';
import { isMap } from '../template/field.ts';
import type { Answer } from './answer.ts';
import { Refusal } from './refusal.ts';

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * The answer that a function means. No member is required, `null` is as good as none, and any other member is malformed.
 * A body in base64 is decoded for a request that `takesBinary`, and else sent as it is.
 * @throws Refusal `INTEGRATION_FAILURE` for what API Gateway calls a malformed Lambda proxy response
 */
export const toAnswer = (result: unknown, takesBinary: boolean): Answer => {
  if (!isMap(result)) return malformed('is not an object');
  const unknown = Object.keys(result).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return malformed(`has the unknown member ${unknown}`);
  const status = readStatus(result['statusCode'] ?? 200);
  const headers = mergeHeaders(
    readHeaders(result['headers'] ?? {}),
    readMultiHeaders(result['multiValueHeaders'] ?? {}),
  );
  const isBase64Encoded = readFlag(result['isBase64Encoded'] ?? false);
  return {
    status,
    headers: withContentType(headers, status),
    body: readBody(result['body'] ?? '', isBase64Encoded && takesBinary),
  };
};

/** True where the media type that a request accepts first is one of the API's binary ones. */
export const takesBinary = ({ request, api }: Pick<Call, 'request' | 'api'>): boolean => {
  const [first] = (lastHeader(request.headers, 'accept') ?? '').split(',');
  return matchesMediaType(first, api.binaryMediaTypes);
};

const malformed = (problem: string): never => {
  throw new Refusal('INTEGRATION_FAILURE', {
    cause: new Error(`malformed Lambda proxy response: ${problem}`),
  });
};

// A text of digits is as good as the number.
export const readStatus = (value: unknown): number => {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/.test(value));
  const status = isNumber ? Number(value) : NaN;
  return Number.isInteger(status) && status >= 200 && status <= 599
    ? status
    : malformed('statusCode is not a whole number from 200 to 599');
};

const readFlag = (value: unknown): boolean => {
  if (typeof value === 'boolean') return value;
  return FLAGS.get(value) ?? malformed('isBase64Encoded is not a boolean');
};

const FLAGS = new Map<unknown, boolean>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
]);

const readBody = (body: unknown, isDecoded: boolean): Buffer => {
  if (typeof body !== 'string') return malformed('body is not a text');
  if (!isDecoded) return Buffer.from(body, 'utf8');
  return BASE64.test(body) ? Buffer.from(body, 'base64') : malformed('body is not base64');
};

const BASE64 = /^[A-Za-z\d+/]*={0,2}$/;

const readHeaders = (headers: unknown): HeaderList =>
  entriesOf(headers, 'headers').map(([name, value]) => readHeader(name, value));

const readMultiHeaders = (headers: unknown): HeaderList =>
  entriesOf(headers, 'multiValueHeaders').flatMap(([name, values]) =>
    Array.isArray(values)
      ? values.map((value: unknown) => readHeader(name, value))
      : malformed(`the multi-value header ${name} is not a list`),
  );

const entriesOf = (headers: unknown, name: string): [string, unknown][] =>
  isMap(headers) ? Object.entries(headers) : malformed(`${name} is not a map`);

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

// A header that stands in both maps has the values of `multiValueHeaders`. Length and framing are the gateway's own business.
const mergeHeaders = (headers: HeaderList, multiHeaders: HeaderList): HeaderList => {
  const namesOfMany = new Set(multiHeaders.map(([name]) => name.toLowerCase()));
  const single = headers.filter(([name]) => !namesOfMany.has(name.toLowerCase()));
  return [...multiHeaders, ...single].filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
};

const OWN_HEADERS = new Set([...HOP_BY_HOP, 'content-length']);

const withContentType = (headers: HeaderList, status: number): HeaderList => {
  const isGiven = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return isGiven || status === 204 || status === 304
    ? headers
    : [...headers, ['content-type', 'application/json']];
};

// The strict half of body parsing: what has to hold before @middy/http-json-body-parser may look at a body.
import type middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { GatehouseError } from '@gatehouse/errors';
import type { Answer } from '../answers.ts';
import type { ChainEvent } from '../request.ts';

/** The largest body, in bytes after base64. */
export const MAX_BODY_BYTES = 16 * 1024;

/**
 * Replaces the body by the JSON value it is. Throws `malformed_body` (empty, not UTF-8, not JSON), `validation_failed` (a
 * member that would reach a prototype), `unsupported_media_type`, `body_too_large`. Of duplicate members the last one
 * counts, as in ECMA-262; nobody else reads the body, so there is no one to disagree with.
 */
export const parseBody = (): middy.MiddlewareObj<ChainEvent, Answer> => {
  // The type is checked here; the parser's own check refuses white space that RFC 9110 allows.
  const parser = httpJsonBodyParser({ disableContentTypeCheck: true });
  return {
    before: function parseJsonBody(request) {
      const { event } = request;
      const bytes = bytesOf(event);
      if (bytes.length === 0) throw new GatehouseError('malformed_body', { reason: 'empty' });
      if (!isJsonMediaType(event)) throw new GatehouseError('unsupported_media_type');
      if (bytes.length > MAX_BODY_BYTES) throw new GatehouseError('body_too_large');
      event.body = decodeUtf8(bytes);
      event.isBase64Encoded = false;
      parse(parser, request);
    },
  };
};

const bytesOf = ({ body, isBase64Encoded }: ChainEvent): Buffer =>
  Buffer.from(typeof body === 'string' ? body : '', isBase64Encoded ? 'base64' : 'utf8');

/** `application/json` (RFC 9110 §8.3.1), said once. No charset but UTF-8 (RFC 8259 §8.1); other parameters mean nothing. */
const isJsonMediaType = ({ headers, multiValueHeaders }: ChainEvent): boolean => {
  const said = multiValueHeaders?.['content-type'] ?? [headers?.['content-type']];
  const [type, ...parameters] = (said[0] ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charsets.every((charset) => /^charset=("?)utf-8\1$/.test(charset));
  return said.length === 1 && type === 'application/json' && isUtf8;
};

const decodeUtf8 = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new GatehouseError('malformed_body', { reason: 'not UTF-8' });
  }
};

// The parser's error quotes the body, so nothing of it is kept.
const parse = (
  parser: ReturnType<typeof httpJsonBodyParser>,
  request: { readonly event: ChainEvent },
): void => {
  const text = String(request.event.body);
  try {
    void parser.before?.(request as Parameters<NonNullable<typeof parser.before>>[0]);
  } catch {
    throw refusalOf(text);
  }
};

/** The parser refuses what is no JSON, and members that reach a prototype or lie too deep, which no schema takes. */
const refusalOf = (text: string): GatehouseError => {
  try {
    const value: unknown = JSON.parse(text);
    const member = ['__proto__', 'constructor'].find((name) => Object.hasOwn(Object(value) as object, name));
    const error = member === undefined ? TOO_CLEVER : { pointer: `/${member}`, message: 'is not known here' };
    return new GatehouseError('validation_failed', { errors: [error] });
  } catch {
    return new GatehouseError('malformed_body', { reason: 'not JSON' });
  }
};

const TOO_CLEVER = { pointer: '', message: 'must have no member that reaches a prototype or lies too deep' };

// The strict half of body parsing: what has to hold before @middy/http-json-body-parser may look at a body.
import type middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { GatehouseError } from '@gatehouse/errors';
import { refuseDuplicates } from '@gatehouse/jwt/strict-json';
import type { Answer } from '../answers.ts';
import type { ChainEvent } from '../request.ts';

/** The largest body, in bytes after base64. */
const MAX_BODY_BYTES = 16 * 1024;

/**
 * Replaces the body by the JSON value it is. Throws `malformed_body` (empty, not UTF-8, not JSON, a member that stands twice
 * in one object), `validation_failed` (a member that would reach a prototype), `unsupported_media_type` (also for a body in
 * a content encoding), `body_too_large`.
 */
export const parseBody = (): middy.MiddlewareObj<ChainEvent, Answer> => {
  // The type is checked here; the parser's own check refuses white space that RFC 9110 allows.
  const parser = httpJsonBodyParser({ disableContentTypeCheck: true });
  return {
    before: function parseJsonBody(request) {
      const { event } = request;
      const bytes = bytesOf(event);
      if (bytes.length === 0) throw new GatehouseError('malformed_body', { reason: 'empty' });
      if (!isJsonMediaType(event) || isEncoded(event)) throw new GatehouseError('unsupported_media_type');
      if (bytes.length > MAX_BODY_BYTES) throw new GatehouseError('body_too_large');
      event.body = decodeUtf8(bytes);
      event.isBase64Encoded = false;
      parse(parser, request);
    },
  };
};

/** Reads the body by `parser`; where there is none, which a schema without a required member allows, as an object without members. */
export const bodyOrNone = (
  parser: middy.MiddlewareObj<ChainEvent, Answer>,
): middy.MiddlewareObj<ChainEvent, Answer> => ({
  before: async function parseBodyOrNone(request) {
    if (hasBody(request.event)) await parser.before?.(request);
    else request.event.body = {};
  },
});

/** Whether a body may be left out: it is an object, and needs no member. */
export const isOptional = (schema: object): boolean => {
  const { type, required = [], minProperties = 0 } = schema as ObjectRules;
  return type === 'object' && required.length === 0 && minProperties === 0;
};

/** What is read of a schema. */
interface ObjectRules {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly minProperties?: number;
}

/** Whether anything was sent in the place of a body. */
export const hasBody = (event: ChainEvent): boolean => bytesOf(event).length > 0;

const bytesOf = ({ body, isBase64Encoded }: ChainEvent): Buffer =>
  Buffer.from(typeof body === 'string' ? body : '', isBase64Encoded ? 'base64' : 'utf8');

/** `application/json` (RFC 9110 §8.3.1), said once. No charset but UTF-8 (RFC 8259 §8.1); other parameters mean nothing. */
const isJsonMediaType = (event: ChainEvent): boolean => {
  const said = valuesOf('content-type', event);
  const [type, ...parameters] = (said[0] ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charsets.every((charset) => /^charset=("?)utf-8\1$/.test(charset));
  return said.length === 1 && type === 'application/json' && isUtf8;
};

/** In any coding but `identity`, which is none (RFC 9110 §8.4, §12.5.3). An empty part of a list means nothing (§5.6.1). */
const isEncoded = (event: ChainEvent): boolean =>
  valuesOf('content-encoding', event).some((value) => value !== '' && !isIdentity(value));

const isIdentity = (value: string): boolean =>
  value.split(',').every((coding) => ['', 'identity'].includes(coding.trim().toLowerCase()));

const valuesOf = (name: string, { headers, multiValueHeaders }: ChainEvent): readonly string[] =>
  multiValueHeaders?.[name] ?? [headers?.[name] ?? ''];

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decodeUtf8 = (bytes: Buffer): string => {
  try {
    return decoder.decode(bytes);
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
    throw tooClever(parseUnambiguous(text));
  }
  // What is written back letter for letter has lost no member.
  if (JSON.stringify(request.event.body) !== text) unambiguously(() => refuseDuplicates(text));
};

const parseUnambiguous = (text: string): unknown =>
  unambiguously(() => {
    const value: unknown = JSON.parse(text);
    refuseDuplicates(text);
    return value;
  });

/** A proxy in front may have read the first of two equal members, and JSON.parse takes the last: no body has both. */
const unambiguously = <T>(read: () => T): T => {
  try {
    return read();
  } catch {
    throw new GatehouseError('malformed_body', { reason: 'not JSON, or a member stands twice' });
  }
};

/** Of JSON, the parser refuses members that reach a prototype or lie too deep, which no schema takes. */
const tooClever = (value: unknown): GatehouseError => {
  const member = ['__proto__', 'constructor'].find((name) => Object.hasOwn(Object(value) as object, name));
  const error = member === undefined ? TOO_CLEVER : { pointer: `/${member}`, message: 'is not known here' };
  return new GatehouseError('validation_failed', { errors: [error] });
};

const TOO_CLEVER = { pointer: '', message: 'must have no member that reaches a prototype or lies too deep' };

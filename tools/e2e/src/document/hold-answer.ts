// Holds one answer to the document: status, headers, media type, body. Whatever the suite is answered passes here.
import { Compile, type Validator } from 'typebox/schema';
import type { Answer } from '../client.ts';
import { components, operationOf, outcomeOf, type DocumentedAnswer } from './openapi.ts';

/** An answer that the document does not tell of; the message names the operation and what does not fit. */
export class UndocumentedAnswer extends Error {
  override readonly name = 'UndocumentedAnswer';
}

/**
 * Which outcome of which operation it is: `usersMe 401 unauthorized`. A call of no operation is refused as a problem, but
 * for a preflight, which API Gateway answers itself.
 * @throws UndocumentedAnswer
 */
export const holdAnswer = (method: string, target: string, answer: Answer): string => {
  const operation = operationOf(method, target);
  const name = operation?.id ?? `${method} ${target}`;
  const outcome = `${name} ${outcomeOf(answer)}`;
  if (operation === undefined && method === 'OPTIONS') return outcome;
  const documented = operation === undefined ? ANY_PROBLEM : operation.answers.get(answer.status);
  const fault = documented === undefined ? 'the status is not documented' : faultOf(answer, documented);
  if (fault !== undefined) throw new UndocumentedAnswer(`${outcome}: ${fault}`);
  return outcome;
};

/** What a call is answered that no operation is for. */
const ANY_PROBLEM: DocumentedAnswer = {
  headers: { 'x-request-id': components.headers.RequestId, 'cache-control': components.headers.NoStore },
  body: { mediaType: 'application/problem+json', schema: { $ref: '#/components/schemas/Problem' } },
  codes: [],
};

const faultOf = (answer: Answer, { headers, body }: DocumentedAnswer): string | undefined =>
  headerFaultOf(answer.headers, headers) ??
  bodyFaultOf(answer, body) ??
  problemFaultOf(answer) ??
  tokenFaultOf(answer);

const headerFaultOf = (headers: Headers, documented: DocumentedAnswer['headers']): string | undefined => {
  for (const [name, { required, schema }] of Object.entries(documented)) {
    const value = headers.get(name);
    if (value === null && required) return `the header ${name} is missing`;
    if (value !== null && !isFitting(schema, value)) return `the header ${name} does not fit: ${value}`;
  }
  return undefined;
};

const bodyFaultOf = ({ headers, body }: Answer, documented: DocumentedAnswer['body']): string | undefined => {
  if (documented === undefined)
    return body === undefined ? undefined : 'there is a body, and none is documented';
  const [mediaType] = (headers.get('content-type') ?? '').split(';');
  if (mediaType !== documented.mediaType) return `the content-type is ${mediaType}`;
  if (isFitting(documented.schema, body)) return undefined;
  const [, faults] = validatorOf(documented.schema).Errors(body);
  return `the body does not fit: ${faults.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')}`;
};

/** What ties the members of a problem to each other, which no schema says. */
const problemFaultOf = ({ status, headers, body }: Answer): string | undefined => {
  if (status < 400) return undefined;
  if (body.status !== status) return 'the status in the body is another';
  if (body.request_id !== headers.get('x-request-id')) return 'the request id in the body is another';
  if (body.type !== `urn:gatehouse:problem:${body.code}`) return 'the type is of another code';
  if ((body.code === 'validation_failed') !== (body.errors !== undefined))
    return 'errors come with validation_failed, and with nothing else';
  return ['challenge_token', 'factors'].every(
    (member) => (body.code === 'second_factor_required') === (body[member] !== undefined),
  )
    ? undefined
    : 'a challenge comes with second_factor_required, and with nothing else';
};

/** A refresh token is in the body or in the cookie, and never in both. */
const tokenFaultOf = ({ headers, body }: Answer): string | undefined => {
  if (body?.access_token === undefined) return undefined;
  return headers.has('set-cookie') === (body.refresh_token === undefined)
    ? undefined
    : 'the refresh_token has to be in the body or in the cookie';
};

const isFitting = (schema: object, value: unknown): boolean => validatorOf(schema).Check(value);

const validators = new Map<object, Validator>();

/** Objects are open in the document, for clients of the days to come; today it has to name every member. */
const validatorOf = (schema: object): Validator => {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validator = Compile({ components: closedComponents, ...closed(schema) });
  validators.set(schema, validator);
  return validator;
};

const closed = (part: any): any => {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(closed);
  const members = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  return part.type === 'object' && part.properties !== undefined
    ? { ...members, additionalProperties: false }
    : members;
};

const closedComponents = { schemas: closed(components.schemas) };

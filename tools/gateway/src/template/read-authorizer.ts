// A Lambda authorizer of an API, followed from its FunctionArn to the function that has it, in whatever template.
import type { Field } from './field.ts';
import type { FindFunction } from './find-function.ts';
import { checkMembers } from './member-table.ts';
import { AUTHORIZER, REQUEST_IDENTITY, TOKEN_IDENTITY } from './members.ts';
import type { AuthorizerModel, IdentitySource } from './model.ts';
import { readWholeMatch } from './whole-match.ts';

export const DEFAULT_TTL_SECONDS = 300;
export const LONGEST_TTL_SECONDS = 3600;

/**
 * The authorizer that `Auth.Authorizers.NAME` describes.
 * @throws TemplateError when it is not a Lambda authorizer, when no template has its function, and for every member
 * that is not known: what guards a route is never passed over
 */
export const readAuthorizer = (name: string, field: Field, findFunction: FindFunction): AuthorizerModel => {
  if (RESERVED.includes(name)) field.fail(`${name} is no name for an authorizer`);
  checkMembers(field, AUTHORIZER);
  const functionArn = field.member('FunctionArn');
  if (!functionArn.present) field.fail('only Lambda authorizers (FunctionArn) run here');
  const identity = field.member('Identity');
  const ttlSeconds = identity.member('ReauthorizeEvery').integer(0, LONGEST_TTL_SECONDS, DEFAULT_TTL_SECONDS);
  return {
    name,
    target: findFunction(functionArn),
    ttlMs: 1000 * ttlSeconds,
    identity: readIdentity(field.member('FunctionPayloadType'), identity, ttlSeconds),
  };
};

/** Names that say something of their own where an authorizer is named. */
export const RESERVED = ['NONE', 'AWS_IAM'];

const readIdentity = (type: Field, identity: Field, ttlSeconds: number): AuthorizerModel['identity'] => {
  switch (type.string('TOKEN')) {
    case 'TOKEN':
      checkMembers(identity, TOKEN_IDENTITY);
      return {
        type: 'TOKEN',
        header: identity.member('Header').string('Authorization'),
        validation: readWholeMatch(identity.member('ValidationExpression')),
      };
    case 'REQUEST':
      checkMembers(identity, REQUEST_IDENTITY);
      return { type: 'REQUEST', sources: readSources(identity, ttlSeconds) };
    default:
      return type.fail('must be TOKEN or REQUEST');
  }
};

/**
 * What identifies a caller, of which a result that is kept needs something.
 * @throws TemplateError
 */
export const readSources = (identity: Field, ttlSeconds: number): readonly IdentitySource[] => {
  const read = (member: string, from: IdentitySource['from']): IdentitySource[] =>
    identity
      .member(member)
      .items()
      .map((item) => ({ from, name: item.string() }));
  const sources = [
    ...read('Headers', 'header'),
    ...read('QueryStrings', 'querystring'),
    ...read('StageVariables', 'stageVariable'),
    ...read('Context', 'context'),
  ];
  if (sources.length === 0 && ttlSeconds > 0)
    identity.fail('needs Headers, QueryStrings or Context, or StageVariables, unless ReauthorizeEvery is 0');
  return sources;
};

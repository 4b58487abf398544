// A Lambda authorizer of an API, followed from its FunctionArn to the function that has it, in whatever template.
import type { Field } from './field.ts';
import type { AuthorizerModel, FunctionTarget, IdentitySource } from './model.ts';

/** Finds the function that has an ARN, in any of the templates. */
export type FindFunction = (arn: string) => FunctionTarget | undefined;

const DEFAULT_TTL_SECONDS = 300;
const LONGEST_TTL_SECONDS = 3600;

/**
 * The authorizer that `Auth.Authorizers.NAME` describes.
 * @throws TemplateError when it is not a Lambda authorizer, or no template has its function
 */
export const readAuthorizer = (name: string, field: Field, findFunction: FindFunction): AuthorizerModel => {
  const functionArn = field.member('FunctionArn');
  if (!functionArn.present) field.fail('only Lambda authorizers (FunctionArn) run here');
  const identity = field.member('Identity');
  const ttlSeconds = identity.member('ReauthorizeEvery').integer(0, LONGEST_TTL_SECONDS, DEFAULT_TTL_SECONDS);
  return {
    name,
    target:
      findFunction(functionArn.string()) ??
      functionArn.fail(`no template here has the function ${functionArn.string() || '(empty)'}`),
    ttlMs: 1000 * ttlSeconds,
    identity: readIdentity(field.member('FunctionPayloadType'), identity, ttlSeconds),
  };
};

const readIdentity = (type: Field, identity: Field, ttlSeconds: number): AuthorizerModel['identity'] => {
  switch (type.string('TOKEN')) {
    case 'TOKEN':
      return {
        type: 'TOKEN',
        header: identity.member('Header').string('Authorization'),
        validation: readValidation(identity.member('ValidationExpression')),
      };
    case 'REQUEST':
      return { type: 'REQUEST', sources: readSources(identity, ttlSeconds) };
    default:
      return type.fail('must be TOKEN or REQUEST');
  }
};

// The expression has to match the whole token, as Java's `matches` does; `(?i)` in front is Java's spelling of a flag.
const readValidation = (field: Field): RegExp | null => {
  const expression = field.string('');
  if (expression === '') return null;
  const [, insensitive, source = ''] = /^(\(\?i\))?(.*)$/s.exec(expression) ?? [];
  try {
    return new RegExp(`^(?:${source})$`, insensitive === undefined ? '' : 'i');
  } catch {
    return field.fail('is not a regular expression');
  }
};

const readSources = (identity: Field, ttlSeconds: number): readonly IdentitySource[] => {
  const read = (member: string, from: IdentitySource['from']): IdentitySource[] =>
    identity
      .member(member)
      .items()
      .map((item) => ({ from, name: item.string() }));
  if (identity.member('StageVariables').present)
    identity.member('StageVariables').fail('there are no stage variables here');
  const sources = [
    ...read('Headers', 'header'),
    ...read('QueryStrings', 'querystring'),
    ...read('Context', 'context'),
  ];
  if (sources.length === 0 && ttlSeconds > 0)
    identity.fail('needs Headers, QueryStrings or Context, unless ReauthorizeEvery is 0');
  return sources;
};

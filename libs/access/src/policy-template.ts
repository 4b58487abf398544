// A policy in which only the caller's own id is left open: made once for all who hold the same on one stage of an API.
import { RESOURCE_MAX_CHARACTERS, RESULT_MAX_BYTES } from '@gatehouse/policy';
import type { AuthorizerContext, AuthorizerResult, CompiledGrants, Route } from '@gatehouse/policy';
import { SELF } from './grants.ts';

/** The answer for an id and a context; undefined where only the builder can say whether there is one. */
export type PolicyTemplate = (
  subject: string,
  context: Readonly<AuthorizerContext>,
) => AuthorizerResult | undefined;

/** A template that leaves every answer to the builder. */
export const LEFT_TO_THE_BUILDER: PolicyTemplate = () => undefined;

/**
 * The template of compiled grants on a stage; without a grant all is denied. What would be too long for some id is left to the
 * builder, which makes the same of them.
 */
export const templateOf = (stageArn: string, { allow, deny }: CompiledGrants): PolicyTemplate => {
  const piecesOf = (routes: readonly Route[]): readonly Pieces[] =>
    routes.map(({ verb, path }) => `${stageArn}/${verb}${path}`.split(SELF));
  const [allowed, denied] = [piecesOf(allow), piecesOf(allow.length === 0 ? EVERY_METHOD : deny)];
  const statements = [
    { Effect: 'Allow', pieces: allowed } as const,
    { Effect: 'Deny', pieces: denied } as const,
  ].filter((statement) => statement.pieces.length > 0);
  const pieces = [...allowed, ...denied];
  if (pieces.some((one) => longestOf(one) > RESOURCE_MAX_CHARACTERS)) return LEFT_TO_THE_BUILDER;
  const mostBytes = pieces.reduce((sum, one) => sum + longestOf(one) + QUOTES_BYTES, FRAME_BYTES);
  return (subject, context) => {
    if (!isId(subject) || mostBytes + mostBytesOf(context) > RESULT_MAX_BYTES) return undefined;
    const Statement = statements.map(({ Effect, pieces: ofStatement }) => ({
      Action: 'execute-api:Invoke',
      Effect,
      Resource: ofStatement.map((one) => fill(one, subject)),
    }));
    return {
      principalId: subject,
      policyDocument: { Version: '2012-10-17', Statement },
      context: { ...context },
    };
  };
};

/** The form of an account's id (see the claims of an access token). Whatever else is said to be one is the builder's matter. */
const ID = /^[\w-]+$/;
const MAX_ID_LENGTH = 128;

const isId = (subject: string): boolean => subject.length <= MAX_ID_LENGTH && ID.test(subject);

const EVERY_METHOD: readonly Route[] = [{ verb: '*', path: '/*' }];

/** No more than that is in an answer beside its resources and its context: two statements, and the id. */
const FRAME_BYTES = 300 + MAX_ID_LENGTH;
/** Around a resource, with its comma. */
const QUOTES_BYTES = 3;

type Pieces = readonly string[];

const fill = ([first = '', ...others]: Pieces, subject: string): string =>
  others.reduce((text, piece) => text + subject + piece, first);

const longestOf = (pieces: Pieces): number =>
  pieces.reduce((sum, { length }) => sum + length, (pieces.length - 1) * MAX_ID_LENGTH);

/** No character takes more than six bytes in JSON, where it is escaped. Infinite for what may be no flat context of texts. */
const mostBytesOf = (context: Readonly<AuthorizerContext>): number => {
  if (Object.getPrototypeOf(context) !== Object.prototype) return Infinity;
  let bytes = 0;
  for (const name in context) {
    const value = context[name];
    if (typeof value !== 'string') return Infinity;
    bytes += 6 * (name.length + value.length + 1);
  }
  return bytes;
};

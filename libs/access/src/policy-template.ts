// A policy in which only the caller's own id is left open: made once for all who hold the same on one stage of an API.
import { RESOURCE_MAX_CHARACTERS, RESULT_MAX_BYTES } from '@gatehouse/policy';
import type { AuthorizerContext, AuthorizerResult, PolicyDocument } from '@gatehouse/policy';
import { SELF } from './grants.ts';

/** The answer for an id and a context; undefined where only the builder can say whether there is one. */
export type PolicyTemplate = (
  subject: string,
  context: Readonly<AuthorizerContext>,
) => AuthorizerResult | undefined;

/** A template that leaves every answer to the builder. */
export const LEFT_TO_THE_BUILDER: PolicyTemplate = () => undefined;

/** The template of a document that was built for `SELF`. What would be too long for some id is left to the builder. */
export const templateOf = ({ Version, Statement }: PolicyDocument): PolicyTemplate => {
  const statements = Statement.map(({ Resource, ...rest }) => ({ rest, pieces: Resource.map(splitAtSelf) }));
  const pieces = statements.flatMap((statement) => statement.pieces);
  if (pieces.some((one) => longestOf(one) > RESOURCE_MAX_CHARACTERS)) return LEFT_TO_THE_BUILDER;
  const mostBytes = pieces.reduce(
    (sum, one) => sum + longestOf(one) - one.join(SELF).length,
    JSON.stringify({ Version, Statement }).length + FRAME_BYTES,
  );
  return (subject, context) => {
    if (!ID.test(subject) || mostBytes + mostBytesOf(context) > RESULT_MAX_BYTES) return undefined;
    const filled = statements.map(({ rest, pieces: ofStatement }) => ({
      ...rest,
      Resource: ofStatement.map((one) => fill(one, subject)),
    }));
    return {
      principalId: subject,
      policyDocument: { Version, Statement: filled },
      context: { ...context },
    };
  };
};

/** The form of an account's id (see the claims of an access token). Whatever else is said to be one is the builder's matter. */
const ID = /^[A-Za-z0-9_-]{1,128}$/;
const MAX_ID_LENGTH = 128;

/** The names of the answer's members and its `principalId`, and some more. */
const FRAME_BYTES = 100 + MAX_ID_LENGTH;

type Pieces = readonly string[];

const splitAtSelf = (resource: string): Pieces => resource.split(SELF);

const fill = (pieces: Pieces, subject: string): string =>
  pieces.length === 1 ? (pieces[0] as string) : pieces.join(subject);

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

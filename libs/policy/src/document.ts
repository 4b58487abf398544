// A policy document, read strictly: every member is understood, or the document as a whole is not.
// A member that was skipped might have been a Deny, or what narrows an Allow.
import { POLICY_VERSION } from './authorizer-result.ts';
import { readConditions, type ConditionTest } from './conditions.ts';
import { isRecord, listOf, readEach } from './parsing.ts';

export type Effect = 'Allow' | 'Deny';

/** A statement whose every member is understood. Actions are in lower case. */
export interface ReadStatement {
  readonly effect: Effect;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly ConditionTest[];
}

/** The statements of a document, or `undefined` when anything in it is not understood. */
export const readDocument = (document: unknown): readonly ReadStatement[] | undefined => {
  if (!isRecord(document)) return undefined;
  const { Version, Id, Statement, ...unknown } = document;
  if (Version !== POLICY_VERSION || !isOptionalText(Id) || !isEmpty(unknown)) return undefined;
  return readEach(listOf(Statement), readStatement);
};

const readStatement = (statement: unknown): ReadStatement | undefined => {
  if (!isRecord(statement)) return undefined;
  const { Sid, Effect, Action, Resource, Condition, ...unknown } = statement;
  if (!isOptionalText(Sid) || !isEffect(Effect) || !isEmpty(unknown)) return undefined;
  const actions = readEach(listOf(Action), readAction);
  const resources = readEach(listOf(Resource), readResource);
  const conditions = 'Condition' in statement ? readConditions(Condition) : [];
  return actions && resources && conditions && { effect: Effect, actions, resources, conditions };
};

const isOptionalText = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isEmpty = (members: object): boolean => Object.keys(members).length === 0;

const isEffect = (value: unknown): value is Effect => value === 'Allow' || value === 'Deny';

const ACTION = /^(?:\*|(?:\*|[a-z0-9-]+):[a-z0-9*?]+)$/i;

const readAction = (action: unknown): string | undefined =>
  typeof action === 'string' && ACTION.test(action) ? action.toLowerCase() : undefined;

// IAM completes a short ARN with wildcards; where it ends in one, plain matching already does the same.
const RESOURCE = /^(?:\*|arn:(?:.*\*|(?:[^:]*:){4}.+))$/s;

const readResource = (resource: unknown): string | undefined =>
  typeof resource === 'string' && RESOURCE.test(resource) && !resource.includes('${') ? resource : undefined;

// The conditions that the references of a stack to its secrets give rise to.
import type { Secret } from '@gatehouse/contract/stack';
import { isGiven, or, type Members } from './cloudformation.ts';
import { ONE_IS_EMPTY } from './conditions.ts';
import { leadsTo } from './references.ts';
import { SECRETS } from './secrets.ts';
import { IN_DYNAMO, inDynamo } from './table.ts';
import { parameterOf } from './variables.ts';

/** Whether there is one, where it may be missing, and where it is kept; and whether the database is a table. */
export const secretConditions = (secrets: readonly Secret[]): Members =>
  Object.fromEntries(secrets.flatMap((secret) => Object.entries(conditionsOf(secret))));

const conditionsOf = (secret: Secret): Members => {
  const { variables, inSsm, isThere, orInPlace } = SECRETS[secret];
  return {
    ...(isThere !== undefined && {
      [isThere]: orInPlace ? isReference(variables) : isGiven(parameterOf(variables[0] ?? '')),
    }),
    ...(variables.length > 1 && { [ONE_IS_EMPTY]: undefined }),
    [inSsm]: leadsTo('ssm', variables),
    ...(secret === 'DatabaseUrl' && { [IN_DYNAMO]: inDynamo() }),
  };
};

const isReference = (variables: readonly string[]): Members =>
  or(leadsTo('ssm', variables), leadsTo('secretsmanager', variables));

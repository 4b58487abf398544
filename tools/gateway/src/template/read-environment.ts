// The environment of a function: what its template names, with local values before the template's own, and where a local run
// keeps its files.
import type { Field } from './field.ts';
import { checkMembers } from './member-table.ts';
import { ENVIRONMENT } from './members.ts';
import type { Resource } from './resources.ts';
import { ownValue } from './values.ts';

/**
 * The variables of a function. One that a local value answers is not resolved, so that a parameter without a Default
 * is no hindrance.
 * @throws TemplateError
 */
export const readEnvironment = (
  resource: Resource,
  localValues: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...OF_LOCAL_RUNS.flatMap((name) => {
      const value = ownValue(localValues, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
    ...variablesOf(resource).map(
      ([name, field]) => [name, ownValue(localValues, name) ?? field.string()] as const,
    ),
  ]);

/** What a function is told here and in no stack, so that no template names it: where it keeps audit lines, how a test hashes. */
const OF_LOCAL_RUNS = ['GATEHOUSE_HOME', 'UNSAFE_CHEAP_HASHING'];

const variablesOf = (resource: Resource): readonly (readonly [string, Field])[] => {
  const environment = resource.property('Environment');
  if (!environment.present) return [];
  checkMembers(environment, ENVIRONMENT);
  const variables = environment.member('Variables');
  return variables.present ? variables.members() : variables.fail('must be a map');
};

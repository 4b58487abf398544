// Reads the environment by a schema of kinds, once, and reports everything that is wrong with it together.
import { BrokenRule, ConfigurationError, type Problem } from './errors.ts';
import { isLambda, isSet, type Environment, type Place } from './place.ts';

/** How one variable is read: from its text, or from nothing when it is unset. Throws `BrokenRule`. */
export type Kind<T> = (text: string | undefined, place: Place) => T;

/** A frozen object of what each kind of the schema reads. */
export type Configuration<Schema> = {
  readonly [Variable in keyof Schema]: Schema[Variable] extends Kind<infer T> ? T : never;
};

// `object` and not `Kind<unknown>`: a kind called in place would take its fallback's type from that `unknown`.
/**
 * The configuration that the environment describes.
 * @throws ConfigurationError that lists every variable at fault with the rule it broke, and no value.
 */
export const readEnvironment = <Schema extends Readonly<Record<string, object>>>(
  env: Environment,
  schema: Schema,
): Configuration<Schema> => {
  const known = withoutUnset(env);
  const inLambda = isLambda(env);
  const problems: Problem[] = [];
  const entries = Object.entries(schema as Record<string, Kind<unknown>>).map(([variable, kind]) => {
    const read = (): unknown => kind(known[variable], { variable, env: known, inLambda });
    return [variable, collect(read, variable, problems)];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze(Object.fromEntries(entries)) as Configuration<Schema>;
};

const withoutUnset = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => isSet(value)));

const collect = (read: () => unknown, variable: string, problems: Problem[]): unknown => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BrokenRule)) throw error;
    problems.push({ variable, rule: error.message });
    return undefined;
  }
};

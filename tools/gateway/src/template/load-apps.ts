// Reads all templates together, because one template's authorizer is another's function.
import { readFileSync } from 'node:fs';
import { StartError } from '../start-error.ts';
import { createExports } from './exports.ts';
import { Field } from './field.ts';
import { createFindFunction } from './find-function.ts';
import type { AppModel } from './model.ts';
import { toVariableName } from './parameters.ts';
import { createIsNeeded, readCallers, readApp, readFunctions } from './read-app.ts';
import { createResolver } from './resolver.ts';
import { TemplateError } from './template-error.ts';
import { lineOf } from './template-line.ts';
import { placeOf } from './template-place.ts';
import type { TemplatePlace } from './template-place.ts';
import { ownValue } from './values.ts';
import { parseTemplate } from './yaml.ts';

export interface LoadOptions {
  /**
   * Parameter values for every template that declares them. A parameter without one takes the local value of the
   * variable spelled like it (`SESSION_CHECK_SECONDS` for `SessionCheckSeconds`), so that a variable also decides
   * what a template makes of its parameter; else its Default.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /** Values of environment variables that win over the templates' own. */
  readonly localValues: Readonly<Record<string, string>>;
}

/**
 * The apps whose folders or template files are given.
 * @throws TemplateError for the first thing that is wrong, with file, line and place
 */
export const loadApps = (places: readonly string[], options: LoadOptions): readonly AppModel[] => {
  try {
    return readApps(places, options);
  } catch (error) {
    if (!(error instanceof TemplateError) || error.at === '') throw error;
    const { file, at, problem } = error;
    throw new TemplateError(file, at, problem, lineOf(readText(file), at));
  }
};

const readApps = (
  paths: readonly string[],
  { parameters, localValues }: LoadOptions,
): readonly AppModel[] => {
  const exports = createExports();
  const parameterValue = (name: string): string | undefined =>
    ownValue(parameters, name) ?? ownValue(localValues, toVariableName(name));
  const places = paths.map(placeOf);
  assertApart(places);
  const resolvers = places.map((place) => {
    const stack = { ...readStack(place), parameterValue, importValue: exports.valueOf };
    return exports.add(createResolver(stack));
  });
  const loaded = resolvers.map(readFunctions);
  const findFunction = createFindFunction(loaded);
  const routed = loaded.map((one) => ({ ...one, ...readCallers(one, findFunction) }));
  const isNeeded = createIsNeeded(routed);
  return routed.map((one) => readApp(one, isNeeded, localValues));
};

/** Their names are in the names of functions and in the ids of APIs. */
const assertApart = (places: readonly TemplatePlace[]): void => {
  for (const [app, [first, second]] of Map.groupBy(places, ({ app }) => app))
    if (first !== undefined && second !== undefined)
      throw new StartError([
        `${first.file} and ${second.file} are both called ${app} here: rename one folder`,
      ]);
};

const readStack = ({ file, app }: TemplatePlace) => {
  const template = new Field(file, '', parseTemplate(readText(file), file)).map();
  return { file, app, stackName: `gatehouse-${app}`, template };
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError([`${file}: cannot be read`], { cause });
  }
};

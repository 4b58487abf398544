// Reads all templates together, because one template's authorizer is another's function.
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { StartError } from '../start-error.ts';
import { createExports } from './exports.ts';
import { Field } from './field.ts';
import { createFindFunction } from './find-function.ts';
import type { AppModel } from './model.ts';
import { toVariableName } from './parameters.ts';
import { readApp, readFunctions } from './read-app.ts';
import { createResolver } from './resolver.ts';
import { TemplateError } from './template-error.ts';
import { lineOf } from './template-line.ts';
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

/** The name of the template file in each app folder. */
export const TEMPLATE_FILE = 'template.yaml';

/**
 * The apps whose folders are given, each by its `template.yaml`.
 * @throws TemplateError for the first thing that is wrong, with file, line and place
 */
export const loadApps = (folders: readonly string[], options: LoadOptions): readonly AppModel[] => {
  try {
    return readApps(folders, options);
  } catch (error) {
    if (!(error instanceof TemplateError) || error.at === '') throw error;
    const { file, at, problem } = error;
    throw new TemplateError(file, at, problem, lineOf(readText(file), at));
  }
};

const readApps = (
  folders: readonly string[],
  { parameters, localValues }: LoadOptions,
): readonly AppModel[] => {
  const exports = createExports();
  const parameterValue = (name: string): string | undefined =>
    ownValue(parameters, name) ?? ownValue(localValues, toVariableName(name));
  const resolvers = folders.map((folder) => {
    const stack = { ...readStack(resolve(folder)), parameterValue, importValue: exports.valueOf };
    return exports.add(createResolver(stack));
  });
  const loaded = resolvers.map((resolver) => readFunctions(resolver, localValues));
  const findFunction = createFindFunction(loaded);
  return loaded.map((one) => readApp(one, findFunction));
};

const readStack = (folder: string) => {
  const file = join(folder, TEMPLATE_FILE);
  const app = basename(folder);
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

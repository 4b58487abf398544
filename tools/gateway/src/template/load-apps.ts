// Reads all templates together, because one template's authorizer is another's function.
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { StartError } from '../start-error.ts';
import { Field } from './field.ts';
import type { AppModel, FunctionModel } from './model.ts';
import { readApi } from './read-api.ts';
import type { FindFunction } from './read-authorizer.ts';
import { readEvents } from './read-events.ts';
import { readFunction } from './read-function.ts';
import { createResolver } from './resolver.ts';
import type { Resolver } from './resolver.ts';
import { resourcesOf } from './resources.ts';
import { createExports } from './exports.ts';
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
 * @throws TemplateError for the first thing that is wrong, with file and place
 */
export const loadApps = (
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
  const loaded = resolvers.map((resolver) => ({ resolver, functions: functionsOf(resolver, localValues) }));
  const findFunction: FindFunction = (arn) => {
    for (const { resolver, functions } of loaded) {
      const found = functions.find((one) => one.arn === arn);
      if (found !== undefined)
        return { app: resolver.stack.app, functionId: found.id, timeoutMs: found.timeoutMs };
    }
    return undefined;
  };
  return loaded.map(({ resolver, functions }) => toApp(resolver, functions, findFunction));
};

const ownValue = (values: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

const toVariableName = (parameter: string): string =>
  parameter.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();

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

const functionsOf = (
  resolver: Resolver,
  localValues: Readonly<Record<string, string>>,
): readonly FunctionModel[] =>
  resourcesOf('Function', resolver).map((resource) => readFunction(resource, resolver, localValues));

const toApp = (
  resolver: Resolver,
  functions: readonly FunctionModel[],
  findFunction: FindFunction,
): AppModel => {
  const resources = resourcesOf('Function', resolver);
  const read = functions.flatMap((one) =>
    resources.filter(({ id }) => id === one.id).map((resource) => readEvents(resource, one, resolver)),
  );
  const events = read.flatMap((one) => one.events);
  return {
    name: resolver.stack.app,
    folder: resolve(resolver.stack.file, '..'),
    functions,
    apis: resourcesOf('Api', resolver).map((api) => readApi(api, events, resolver, findFunction)),
    notes: read.flatMap((one) => one.notes),
  };
};

// One template as an app: its functions by name first, then its APIs and routes, and at last the code of what these need.
import { resolve } from 'node:path';
import type { FindFunction, LoadedFunctions } from './find-function.ts';
import type { ApiModel, AppModel, FunctionIdentity, FunctionTarget } from './model.ts';
import { createNotes } from './notes.ts';
import type { Notes } from './notes.ts';
import { readApi } from './read-api.ts';
import { readEvents } from './read-events.ts';
import type { ApiEvent } from './read-events.ts';
import { hasSource, readFunction, readIdentity } from './read-function.ts';
import type { Resolver } from './resolving.ts';
import { implicitApi, resourcesOf } from './resources.ts';
import type { Resource } from './resources.ts';
import { checkSections } from './sections.ts';
import { IMPLICIT_API, restApiId } from './synthetic.ts';

/** A template whose functions are known by name. */
export interface LoadedTemplate extends LoadedFunctions {
  readonly resources: readonly (readonly [Resource, FunctionIdentity])[];
  readonly notes: Notes;
}

/** A template whose routes are known too. */
export interface RoutedTemplate extends LoadedTemplate {
  readonly apis: readonly ApiModel[];
}

/** @throws TemplateError */
export const readFunctions = (resolver: Resolver): LoadedTemplate => {
  const notes = createNotes(resolver.stack.app);
  checkSections(resolver, notes);
  const resources = resourcesOf('Function', resolver, notes).map(
    (resource) => [resource, readIdentity(resource, resolver)] as const,
  );
  return { resolver, resources, functions: resources.map(([, identity]) => identity), notes };
};

/** @throws TemplateError */
export const readApis = (
  { resolver, resources, notes }: LoadedTemplate,
  findFunction: FindFunction,
): readonly ApiModel[] => {
  const events = resources.flatMap(([resource, identity]) => readEvents(resource, identity, resolver, notes));
  const apis = apisOf(events, resolver, notes).map((api) =>
    readApi(api, events, { resolver, findFunction, notes }),
  );
  assertApisExist(events, apis);
  return apis;
};

/** Whether anything that is served calls a function of that app. */
export type IsNeeded = (app: string, functionId: string) => boolean;

export const createIsNeeded = (apis: readonly ApiModel[]): IsNeeded => {
  const targets = new Set(apis.flatMap(({ routes }) => routes.flatMap(targetsOf)).map(keyOf));
  return (app, functionId) => targets.has(keyOf({ app, functionId }));
};

const targetsOf = ({ authorizer, integration }: ApiModel['routes'][number]): readonly FunctionTarget[] => [
  ...(authorizer === null ? [] : [authorizer.target]),
  ...(integration.kind === 'function' ? [integration.target] : []),
];

const keyOf = ({ app, functionId }: Pick<FunctionTarget, 'app' | 'functionId'>): string =>
  `${app}/${functionId}`;

/**
 * The app, with the code of the functions that something calls. One that nothing calls is not run, unless the template names a
 * module for this gateway.
 * @throws TemplateError
 */
export const readApp = (
  { resolver, resources, apis, notes }: RoutedTemplate,
  isNeeded: IsNeeded,
  localValues: Readonly<Record<string, string>>,
): AppModel => {
  const { app, file } = resolver.stack;
  const functions = resources.flatMap(([resource, identity]) => {
    if (isNeeded(app, resource.id) || hasSource(resource))
      return [readFunction(resource, identity, resolver, localValues)];
    notes.say(`${resource.id} has no route here, and does not run`);
    return [];
  });
  return { name: app, folder: resolve(file, '..'), functions, apis, notes: notes.lines() };
};

const apisOf = (events: readonly ApiEvent[], resolver: Resolver, notes: Notes): readonly Resource[] => {
  const declared = resourcesOf('Api', resolver, notes);
  const isDeclared = Object.hasOwn(resolver.section('Resources'), IMPLICIT_API);
  const isUsed = events.some(({ apiId }) => apiId === restApiId(resolver.stack.app, IMPLICIT_API));
  return isUsed && !isDeclared ? [...declared, implicitApi(resolver, notes)] : declared;
};

const assertApisExist = (events: readonly ApiEvent[], apis: readonly ApiModel[]): void => {
  for (const { apiId, restApi } of events)
    if (!apis.some(({ id }) => id === apiId))
      restApi.fail('names no AWS::Serverless::Api that this template has under its conditions');
};

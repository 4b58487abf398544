// One template as an app: its functions first, then, when all templates' functions are known, its APIs and routes.
import { resolve } from 'node:path';
import type { FindFunction, LoadedFunctions } from './find-function.ts';
import type { ApiModel, AppModel, FunctionModel } from './model.ts';
import { createNotes } from './notes.ts';
import type { Notes } from './notes.ts';
import { readApi } from './read-api.ts';
import { readEvents } from './read-events.ts';
import type { ApiEvent } from './read-events.ts';
import { readFunction } from './read-function.ts';
import type { Resolver } from './resolving.ts';
import { implicitApi, resourcesOf } from './resources.ts';
import type { Resource } from './resources.ts';
import { checkSections } from './sections.ts';
import { IMPLICIT_API, restApiId } from './synthetic.ts';

/** A template whose functions are read. */
export interface LoadedTemplate extends LoadedFunctions {
  readonly resources: readonly (readonly [Resource, FunctionModel])[];
  readonly notes: Notes;
}

/** @throws TemplateError */
export const readFunctions = (
  resolver: Resolver,
  localValues: Readonly<Record<string, string>>,
): LoadedTemplate => {
  const notes = createNotes(resolver.stack.app);
  checkSections(resolver, notes);
  const resources = resourcesOf('Function', resolver, notes).map(
    (resource) => [resource, readFunction(resource, resolver, localValues)] as const,
  );
  return { resolver, resources, functions: resources.map(([, model]) => model), notes };
};

/** @throws TemplateError */
export const readApp = (
  { resolver, resources, functions, notes }: LoadedTemplate,
  findFunction: FindFunction,
): AppModel => {
  const events = resources.flatMap(([resource, model]) => readEvents(resource, model, resolver, notes));
  const apis = apisOf(events, resolver, notes).map((api) =>
    readApi(api, events, { resolver, findFunction, notes }),
  );
  assertApisExist(events, apis);
  const folder = resolve(resolver.stack.file, '..');
  return { name: resolver.stack.app, folder, functions, apis, notes: notes.lines() };
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

// One template as an app: its functions by name first, then its APIs and routes, and at last the code of what these need.
import { resolve } from 'node:path';
import type { Field } from './field.ts';
import type { FindFunction, LoadedFunctions } from './find-function.ts';
import { readHttpApi } from './http-api/read-http-api.ts';
import type { HttpApiEvent } from './http-api/read-http-events.ts';
import type { AppModel, FunctionIdentity, FunctionTarget } from './model.ts';
import { createNotes } from './notes.ts';
import type { Notes } from './notes.ts';
import { readApi } from './read-api.ts';
import { readEvents } from './read-events.ts';
import type { ApiEvent } from './read-events.ts';
import { hasSource, readFunction, readIdentity } from './read-function.ts';
import type { Resolver } from './resolving.ts';
import { implicitApi, implicitHttpApi, resourcesOf } from './resources.ts';
import type { Resource } from './resources.ts';
import { checkSections } from './sections.ts';
import { IMPLICIT_API, IMPLICIT_HTTP_API, restApiId } from './synthetic.ts';

/** A template whose functions are known by name. */
export interface LoadedTemplate extends LoadedFunctions {
  readonly resources: readonly (readonly [Resource, FunctionIdentity])[];
  readonly notes: Notes;
}

/** A template of which it is known too what calls its functions. */
export interface RoutedTemplate extends LoadedTemplate, Callers {}

type Callers = Pick<AppModel, 'apis' | 'httpApis' | 'schedules'>;

/** @throws TemplateError */
export const readFunctions = (resolver: Resolver): LoadedTemplate => {
  const notes = createNotes(resolver.stack.file);
  checkSections(resolver, notes);
  const resources = resourcesOf('Function', resolver, notes).map(
    (resource) => [resource, readIdentity(resource, resolver)] as const,
  );
  return { resolver, resources, functions: resources.map(([, identity]) => identity), notes };
};

/** @throws TemplateError */
export const readCallers = (
  { resolver, resources, notes }: LoadedTemplate,
  findFunction: FindFunction,
): Callers => {
  const all = resources.map(([resource, identity]) => readEvents(resource, identity, resolver, notes));
  const [rest, http] = [all.flatMap((one) => one.rest), all.flatMap((one) => one.http)];
  const deps = { resolver, findFunction, notes };
  const apis = apisOf(rest, resolver, notes).map((api) => readApi(api, rest, deps));
  const httpApis = httpApisOf(http, resolver, notes).map((api) => readHttpApi(api, http, deps));
  for (const { apiId, restApi } of rest) assertExists(apiId, restApi, apis, 'AWS::Serverless::Api');
  for (const { apiId, api } of http) assertExists(apiId, api, httpApis, 'AWS::Serverless::HttpApi');
  return { apis, httpApis, schedules: all.flatMap((one) => one.schedules) };
};

/** Whether anything that is served calls a function of that app. */
export type IsNeeded = (app: string, functionId: string) => boolean;

export const createIsNeeded = (all: readonly Callers[]): IsNeeded => {
  const targets = new Set(all.flatMap(targetsOf).map(keyOf));
  return (app, functionId) => targets.has(keyOf({ app, functionId }));
};

const targetsOf = ({ apis, httpApis, schedules }: Callers): readonly FunctionTarget[] => [
  ...schedules.map(({ target }) => target),
  ...apis
    .flatMap(({ routes }) => routes)
    .flatMap(({ authorizer, integration }) => [
      ...(authorizer === null ? [] : [authorizer.target]),
      ...(integration.kind === 'function' ? [integration.target] : []),
    ]),
  ...httpApis
    .flatMap(({ routes }) => routes)
    .flatMap(({ authorizer, target }) => [
      ...(authorizer?.type === 'REQUEST' ? [authorizer.target] : []),
      target,
    ]),
];

const keyOf = ({ app, functionId }: Pick<FunctionTarget, 'app' | 'functionId'>): string =>
  `${app}/${functionId}`;

/**
 * The app, with the code of the functions that something calls. One that nothing calls is not run, unless the template names a
 * module for this gateway.
 * @throws TemplateError
 */
export const readApp = (
  { resolver, resources, apis, httpApis, schedules, notes }: RoutedTemplate,
  isNeeded: IsNeeded,
  localValues: Readonly<Record<string, string>>,
): AppModel => {
  const { app, file } = resolver.stack;
  const functions = resources.flatMap(([resource, identity]) => {
    if (isNeeded(app, resource.id) || hasSource(resource))
      return [readFunction(resource, identity, resolver, localValues)];
    notes.say(resource.at, 'nothing here calls this function, and it does not run');
    return [];
  });
  return {
    name: app,
    folder: resolve(file, '..'),
    functions,
    apis,
    httpApis,
    schedules,
    notes: notes.lines(),
  };
};

const apisOf = (events: readonly ApiEvent[], resolver: Resolver, notes: Notes): readonly Resource[] => {
  const declared = resourcesOf('Api', resolver, notes);
  const isDeclared = Object.hasOwn(resolver.section('Resources'), IMPLICIT_API);
  const isUsed = events.some(({ apiId }) => apiId === restApiId(resolver.stack.app, IMPLICIT_API));
  return isUsed && !isDeclared ? [...declared, implicitApi(resolver, notes)] : declared;
};

const httpApisOf = (
  events: readonly HttpApiEvent[],
  resolver: Resolver,
  notes: Notes,
): readonly Resource[] => {
  const declared = resourcesOf('HttpApi', resolver, notes);
  const isDeclared = Object.hasOwn(resolver.section('Resources'), IMPLICIT_HTTP_API);
  const isUsed = events.some(({ apiId }) => apiId === restApiId(resolver.stack.app, IMPLICIT_HTTP_API));
  return isUsed && !isDeclared ? [...declared, implicitHttpApi(resolver, notes)] : declared;
};

const assertExists = (
  apiId: string,
  named: Field,
  apis: readonly { readonly id: string }[],
  type: string,
): void => {
  if (!apis.some(({ id }) => id === apiId))
    named.fail(`names no ${type} that this template has under its conditions`);
};

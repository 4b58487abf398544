// A SAM API with its routes: those of every function that names it, and the preflights that its Cors property adds.
import type { Field } from './field.ts';
import type { FindFunction } from './find-function.ts';
import type { ApiModel } from './model.ts';
import type { Notes } from './notes.ts';
import { preflightRoutes } from './read-cors.ts';
import type { ApiEvent } from './read-events.ts';
import { readGatewayResponses } from './read-gateway-responses.ts';
import { readAuth, toRoute } from './read-routes.ts';
import type { Resolver } from './resolving.ts';
import type { Resource } from './resources.ts';
import { restApiId } from './synthetic.ts';

/** A map of texts, such as the variables of a stage. */
export const readTexts = (field: Field): Readonly<Record<string, string>> =>
  Object.fromEntries(field.members().map(([name, value]) => [name, value.string()]));

export interface ReadApiDeps {
  readonly resolver: Resolver;
  readonly findFunction: FindFunction;
  readonly notes: Notes;
}

/** The API that `resource` describes, with the routes among `events` that belong to it. */
export const readApi = (
  resource: Resource,
  events: readonly ApiEvent[],
  { resolver, findFunction, notes }: ReadApiDeps,
): ApiModel => {
  const { app } = resolver.stack;
  const id = restApiId(app, resource.id);
  const auth = readAuth(resource.property('Auth'), findFunction, notes);
  const routes = events.filter(({ apiId }) => apiId === id).map((event) => toRoute(event, auth, notes));
  return {
    app,
    id,
    stage: resource.property('StageName').string(),
    binaryMediaTypes: resource
      .property('BinaryMediaTypes')
      .items()
      .map((item) => item.string().replaceAll('~1', '/').toLowerCase()),
    stageVariables: readTexts(resource.property('Variables')),
    gatewayResponses: readGatewayResponses(resource.property('GatewayResponses'), notes),
    routes: [...routes, ...preflightRoutes(resource.property('Cors'), routes, auth.preflight)],
  };
};

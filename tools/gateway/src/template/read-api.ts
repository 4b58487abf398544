// A SAM API with its routes: those of every function that names it, and the preflights that its Cors property adds.
import { readAuthorizer } from './read-authorizer.ts';
import type { FindFunction } from './read-authorizer.ts';
import { preflightRoutes } from './read-cors.ts';
import { readGatewayResponses } from './read-gateway-responses.ts';
import type { ApiEvent } from './read-events.ts';
import type { ApiModel, AuthorizerModel, RouteModel } from './model.ts';
import type { Resolver } from './resolver.ts';
import type { Resource } from './resources.ts';
import { restApiId } from './synthetic.ts';

/** The API that `resource` describes, with the routes among `events` that belong to it. */
export const readApi = (
  resource: Resource,
  events: readonly ApiEvent[],
  resolver: Resolver,
  findFunction: FindFunction,
): ApiModel => {
  const id = restApiId(resolver.stack.app, resource.id);
  const auth = resource.property('Auth');
  const authorizers = readAuthorizers(resource, findFunction);
  const fallback = auth.member('DefaultAuthorizer');
  const routes = events
    .filter((event) => event.apiId === id)
    .map((event) => toRoute(event, authorizers, fallback.string('NONE')));
  if (fallback.present && !authorizers.has(fallback.string()))
    fallback.fail('names no authorizer of this API');
  const guardsPreflight = auth.member('AddDefaultAuthorizerToCorsPreflight').boolean(true);
  const preflightAuthorizer = guardsPreflight ? authorizers.get(fallback.string('NONE')) : undefined;
  return {
    app: resolver.stack.app,
    id,
    stage: resource.property('StageName').string(),
    binaryMediaTypes: resource
      .property('BinaryMediaTypes')
      .items()
      .map((item) => item.string().replaceAll('~1', '/').toLowerCase()),
    gatewayResponses: readGatewayResponses(resource.property('GatewayResponses')),
    routes: [...routes, ...preflightRoutes(resource.property('Cors'), routes, preflightAuthorizer ?? null)],
  };
};

const readAuthorizers = (
  resource: Resource,
  findFunction: FindFunction,
): ReadonlyMap<string, AuthorizerModel> =>
  new Map(
    resource
      .property('Auth')
      .member('Authorizers')
      .members()
      .map(([name, field]) => [name, readAuthorizer(name, field, findFunction)]),
  );

const toRoute = (
  { path, method, authorizer, target }: ApiEvent,
  authorizers: ReadonlyMap<string, AuthorizerModel>,
  fallback: string,
): RouteModel => {
  const name = authorizer.string(fallback);
  const found = name === 'NONE' ? null : authorizers.get(name);
  if (found === undefined) return authorizer.fail(`there is no authorizer ${name} on this API`);
  return { path, method, authorizer: found, integration: { kind: 'function', target } };
};

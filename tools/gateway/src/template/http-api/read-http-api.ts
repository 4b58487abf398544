// An HTTP API with its routes, each with the authorizer that guards it: what its event says, else what the API says for all.
import type { Field } from '../field.ts';
import type { FindFunction } from '../find-function.ts';
import { checkMembers } from '../member-table.ts';
import { HTTP_API_AUTH } from '../members.ts';
import { readTexts } from '../read-api.ts';
import type { ReadApiDeps } from '../read-api.ts';
import { assertStands } from '../read-routes.ts';
import type { Resource } from '../resources.ts';
import { restApiId } from '../synthetic.ts';
import type { HttpApiModel, HttpAuthorizerModel, HttpRouteModel } from './model.ts';
import { readHttpAuthorizer, readScopes } from './read-http-authorizer.ts';
import { readHttpCors } from './read-http-cors.ts';
import type { HttpApiEvent } from './read-http-events.ts';

/** The API that `resource` describes, with the routes among `events` that belong to it. @throws TemplateError */
export const readHttpApi = (
  resource: Resource,
  events: readonly HttpApiEvent[],
  { resolver, findFunction }: ReadApiDeps,
): HttpApiModel => {
  const { app } = resolver.stack;
  const id = restApiId(app, resource.id);
  const auth = readHttpAuth(resource.property('Auth'), findFunction);
  return {
    app,
    id,
    stage: resource.property('StageName').string('$default'),
    stageVariables: readTexts(resource.property('StageVariables')),
    cors: readHttpCors(resource.property('CorsConfiguration')),
    routes: events.filter(({ apiId }) => apiId === id).map((event) => toRoute(event, auth)),
  };
};

/** How an API guards its routes. */
interface HttpApiAuth {
  readonly authorizers: ReadonlyMap<string, HttpAuthorizerModel>;
  /** The authorizer of a route that names none; null leaves it open. */
  readonly fallback: HttpAuthorizerModel | null;
}

const readHttpAuth = (auth: Field, findFunction: FindFunction): HttpApiAuth => {
  assertStands(auth);
  checkMembers(auth, HTTP_API_AUTH);
  for (const name of ['Authorizers', 'DefaultAuthorizer']) assertStands(auth.member(name));
  const authorizers = new Map(
    auth
      .member('Authorizers')
      .members()
      .map(([name, field]) => [name, readHttpAuthorizer(name, field, findFunction)]),
  );
  const named = auth.member('DefaultAuthorizer');
  return { authorizers, fallback: named.present ? authorizerOf(named, authorizers) : null };
};

const authorizerOf = (named: Field, authorizers: HttpApiAuth['authorizers']): HttpAuthorizerModel => {
  const name = named.string();
  if (name === 'AWS_IAM') named.fail('IAM does not run here');
  return authorizers.get(name) ?? named.fail(`there is no authorizer ${name} on this API`);
};

const toRoute = (
  { apiId: _id, api: _api, auth, ...route }: HttpApiEvent,
  apiAuth: HttpApiAuth,
): HttpRouteModel => {
  const named = auth.member('Authorizer');
  const authorizer = named.present ? ownAuthorizer(named, apiAuth) : apiAuth.fallback;
  return { ...route, authorizer: withScopes(auth.member('AuthorizationScopes'), authorizer) };
};

const ownAuthorizer = (named: Field, { authorizers }: HttpApiAuth): HttpAuthorizerModel | null =>
  named.string() === 'NONE' ? null : authorizerOf(named, authorizers);

/** A route's own scopes take the place of its authorizer's. */
const withScopes = (scopes: Field, authorizer: HttpAuthorizerModel | null): HttpAuthorizerModel | null => {
  if (!scopes.present) return authorizer;
  if (authorizer?.type !== 'JWT')
    return scopes.fail('scopes are those of a JWT, and no JWT authorizer guards this route');
  return { ...authorizer, scopes: readScopes(scopes) };
};

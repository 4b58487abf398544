// The routes of an API, each with the authorizer that guards it: what its event says, else what the API says for all.
import type { Field } from './field.ts';
import type { FindFunction } from './find-function.ts';
import { checkMembers } from './member-table.ts';
import { API_AUTH } from './members.ts';
import type { AuthorizerModel, RouteModel } from './model.ts';
import type { Notes } from './notes.ts';
import { readAuthorizer } from './read-authorizer.ts';
import type { ApiEvent } from './read-events.ts';

/** How an API guards its routes. */
export interface ApiAuth {
  readonly authorizers: ReadonlyMap<string, AuthorizerModel>;
  /** The authorizer of a route that names none; null leaves it open. */
  readonly fallback: AuthorizerModel | null;
  /** The same for every OPTIONS method, of a preflight as of an event. */
  readonly preflight: AuthorizerModel | null;
  readonly apiKeyRequired: boolean;
}

/** @throws TemplateError for every member that is not known: what guards a route is never passed over */
export const readAuth = (auth: Field, findFunction: FindFunction, notes: Notes): ApiAuth => {
  assertStands(auth);
  checkMembers(auth, API_AUTH, notes);
  for (const name of ['Authorizers', 'DefaultAuthorizer']) assertStands(auth.member(name));
  const authorizers = new Map(
    auth
      .member('Authorizers')
      .members()
      .map(([name, field]) => [name, readAuthorizer(name, field, findFunction)]),
  );
  const named = auth.member('DefaultAuthorizer');
  const fallback = named.present ? authorizerOf(named, authorizers) : null;
  return {
    authorizers,
    fallback,
    preflight: auth.member('AddDefaultAuthorizerToCorsPreflight').boolean(true) ? fallback : null,
    apiKeyRequired: auth.member('ApiKeyRequired').boolean(false),
  };
};

// SAM takes no condition here either. Without the value, routes that somebody meant to guard would stand open.
export const assertStands = (field: Field): void => {
  if (field.takenAway) field.fail('cannot be AWS::NoValue: its routes would stand open');
  if (field.value === null) field.fail('must not be empty: its routes would stand open');
};

const authorizerOf = (named: Field, authorizers: ApiAuth['authorizers']): AuthorizerModel => {
  const name = named.string();
  if (name === 'AWS_IAM') named.fail('IAM does not run here');
  return authorizers.get(name) ?? named.fail(`there is no authorizer ${name} on this API`);
};

/** @throws TemplateError for an authorizer that is not there, and for a route that an API key alone would guard */
export const toRoute = (event: ApiEvent, auth: ApiAuth, notes: Notes): RouteModel => {
  const { path, method, target } = event;
  const named = event.auth.member('Authorizer');
  const fallback = method === 'OPTIONS' ? auth.preflight : auth.fallback;
  const authorizer = named.present ? ownAuthorizer(named, auth) : fallback;
  const key = event.auth.member('ApiKeyRequired');
  if (key.boolean(auth.apiKeyRequired)) {
    if (authorizer === null) key.fail('API keys are not checked here, and nothing else guards this route');
    notes.leftOut(key.at);
  }
  return { path, method, authorizer, integration: { kind: 'function', target } };
};

const ownAuthorizer = (named: Field, { authorizers }: ApiAuth): AuthorizerModel | null =>
  named.string() === 'NONE' ? null : authorizerOf(named, authorizers);

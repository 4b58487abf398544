// What the client's methods take and answer, read off the declarations of the routes: types alone, nothing of it is loaded.
import type { AnswerBody, RouteDeclaration, RoutesByName } from '@gatehouse/contract';
import type { Static, TSchema } from 'typebox';
import type { Tokens } from './stores.ts';

/** What a call may be given beside what its route takes. */
export interface CallOptions {
  /** Gives the call up; a renewal of the tokens that others wait for goes on. */
  readonly signal?: AbortSignal;
}

/**
 * The method of a route: the parameters of its path in their order, then its body or its query, then options; the body of its
 * good answer. A query that may be empty can be left out.
 */
export type OperationOf<Route extends RouteDeclaration> = (
  ...args: [...PathArguments<Route['path']>, ...InputArguments<Route>, options?: CallOptions]
) => Promise<AnswerOf<Route>>;

/** The methods of an API, by the names of its use cases. */
export type OperationsOf<Routes extends RoutesByName> = {
  readonly [Name in keyof Routes]: OperationOf<Routes[Name]>;
};

/**
 * A route as the client needs it at run time: `GET /users/{id}`, and behind it `body` or `query` for what it takes, `anyone` where
 * it needs no token, `tokens` where it answers with those of a session.
 */
export type Place = `${RouteDeclaration['method']} /${string}`;

type PathArguments<Path extends string> = Path extends `${string}{${string}}${infer Rest}`
  ? [parameter: string, ...PathArguments<Rest>]
  : [];

type InputArguments<Route extends RouteDeclaration> = Route extends {
  readonly body: infer Body extends TSchema;
}
  ? [body: Static<Body>]
  : Route extends { readonly query: infer Query extends TSchema }
    ? object extends Static<Query>
      ? [query?: Static<Query>]
      : [query: Static<Query>]
    : [];

type AnswerOf<Route extends RouteDeclaration> = {
  [Status in keyof Route['answers']]: KeptAnswer<AnswerBody<Route['answers'][Status]>>;
}[keyof Route['answers']];

/** Tokens are given as they are kept. */
type KeptAnswer<Answer> = Answer extends { readonly access_token: string } ? Tokens : Answer;

// A route, said once: method, path, who may call it, what it takes, what it answers. Whatever else knows a route reads this.
import type { ErrorCode } from '@gatehouse/errors';
import type { Static, TObject, TSchema } from 'typebox';
import type { Callers } from './callers.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The methods that a route may have. */
export type Method = (typeof METHODS)[number];

/** The declaration of one route. Every object of a schema is closed: `closed()` of `./fields.ts` makes such. */
export interface RouteDeclaration {
  readonly method: Method;
  /** As API Gateway writes it: `/users/{id}`. */
  readonly path: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What else a client has to know, in Markdown. */
  readonly description?: string;
  readonly callers: 'anyone' | Callers;
  /** The parameters of the path, each by name. A path that does not fit names nothing: 404. */
  readonly pathParameters?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** The good answers by status, 201 with a `location`; null where there is no body. */
  readonly answers: Answers;
  /**
   * What it does with a refresh token, so that the chain can carry it in a cookie of POSTs: answers a new one, takes one and answers the
   * next, or takes one and ends its session. `api` wants it of every route that answers a `refresh_token`.
   */
  readonly refreshToken?: RefreshTokenUse;
  /** How long anyone may keep the good answer; without it nobody keeps it. */
  readonly maxAgeSeconds?: number;
  /** The codes that this route can answer with, beside those that `problemsOf` takes from its form. */
  readonly problems: readonly ErrorCode[];
}

/** What a route does with a refresh token. */
export type RefreshTokenUse = 'issued' | 'exchanged' | 'ended';

/** The schemas of the good answers by status; null where there is no body. */
export type Answers = Readonly<Record<number, TSchema | null>>;

/** What the body of a good answer may be, as its schema types it; nothing in it is to be changed. */
export type AnswerBody<Schema> = Schema extends TSchema ? DeepReadonly<Static<Schema>> : undefined;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/** The names of the parameters in a path: `'id'` of `'/users/{id}'`. */
export type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

/** A declaration whose path has a schema for each of its parameters. */
type Parameterized<Route extends RouteDeclaration> = [ParameterOf<Route['path']>] extends [never]
  ? { readonly pathParameters?: never }
  : { readonly pathParameters: TObject<Record<ParameterOf<Route['path']>, TSchema>> };

/**
 * Declares a route. A path parameter without a schema does not compile; `api` checks the rest.
 * @example
 * const readOrder = route({
 *   method: 'GET',
 *   path: '/orders/{id}',
 *   summary: 'Reads an order',
 *   callers: { roles: ['clerk'] },
 *   pathParameters: closed({ id: Id }),
 *   answers: { 200: closed({ id: Id }) },
 *   problems: ['not_found'],
 * });
 */
export const route = <const Route extends RouteDeclaration>(
  declaration: Route & Parameterized<Route>,
): Route => declaration;

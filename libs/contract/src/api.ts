// The list of an API's routes, and the rules that they keep together.
import type { TSchema } from 'typebox';
import { ROLE } from './callers.ts';
import { parametersOf } from './path.ts';
import { METHODS, type RouteDeclaration } from './route.ts';

/** One API: all that is below the first segment of its paths, which is its name. */
export interface Api<Routes extends RoutesByName = RoutesByName> {
  readonly name: string;
  readonly title: string;
  /** By the name of the use case: `listSessions`. */
  readonly routes: Routes;
}

export type RoutesByName = Readonly<Record<string, RouteDeclaration>>;

/** A declaration that cannot stand; the message names the route and the rule. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}

/**
 * Lists the routes of an API, by path and then by method, however they are listed.
 * @throws DeclarationError for two routes of one method and path, a path of another API, a parameter without a schema, a
 * schema without its parameter, `self` that is no parameter, a name of a role of another form, a route for nobody, and one
 * that answers or takes a `refresh_token` and does not say so in `refreshToken`
 */
export const api = <const Routes extends RoutesByName>(declared: Api<Routes>): Api<Routes> => {
  const taken = new Map<string, string>();
  for (const [name, route] of Object.entries(declared.routes)) {
    const fault = faultOf(declared.name, route) ?? repeats(taken, name, route);
    if (fault !== undefined) throw new DeclarationError(`${name} (${route.method} ${route.path}): ${fault}`);
  }
  const routes = Object.fromEntries(Object.entries(declared.routes).toSorted(byPlace)) as Routes;
  return { ...declared, routes };
};

const byPlace = ([, one]: RouteEntry, [, other]: RouteEntry): number =>
  placeOf(one) < placeOf(other) ? -1 : 1;

type RouteEntry = [name: string, route: RouteDeclaration];

const placeOf = ({ path, method }: RouteDeclaration): string => `${path} ${METHODS.indexOf(method)}`;

const faultOf = (name: string, route: RouteDeclaration): string | undefined =>
  pathFaultOf(name, route.path) ??
  parameterFaultOf(route) ??
  callerFaultOf(route) ??
  refreshTokenFaultOf(route);

const SEGMENT = /^([\w.~-]+|\{\w+\})$/;

const pathFaultOf = (name: string, path: string): string | undefined => {
  const [root, first, ...rest] = path.split('/');
  if (root !== '' || first !== name) return `its path must start with /${name}`;
  return rest.every((segment) => SEGMENT.test(segment)) ? undefined : 'its path has a segment that is none';
};

const parameterFaultOf = ({ path, pathParameters }: RouteDeclaration): string | undefined => {
  const named = parametersOf(path);
  const described = Object.keys(pathParameters?.properties ?? {});
  const missing = named.find((parameter) => !described.includes(parameter));
  const foreign = described.find((parameter) => !named.includes(parameter));
  if (new Set(named).size < named.length) return 'a parameter stands twice in its path';
  if (missing !== undefined) return `its parameter {${missing}} has no schema`;
  return foreign === undefined ? undefined : `its path has no parameter {${foreign}}`;
};

const callerFaultOf = ({ path, callers }: RouteDeclaration): string | undefined => {
  if (callers === 'anyone') return undefined;
  const { roles = [], self } = callers;
  if (self === undefined && roles.length === 0) return 'nobody may call it: it needs roles or self';
  if (!roles.every((role) => ROLE.test(role))) return 'a role must be a name of lower-case letters';
  const isParameter = self === undefined || self === true || parametersOf(path).includes(self);
  return isParameter ? undefined : 'self must be true or a parameter of its path';
};

/** A route that the chain takes for another would answer in a body what was asked for in a cookie. */
const refreshTokenFaultOf = ({
  method,
  refreshToken,
  answers,
  body,
}: RouteDeclaration): string | undefined => {
  const answered = Object.values(answers).some(hasRefreshToken);
  const taken = hasRefreshToken(body);
  if (refreshToken !== undefined && method !== 'POST') return 'a route of refresh tokens must be a POST';
  const use = taken ? (answered ? 'exchanged' : 'ended') : answered ? 'issued' : undefined;
  return refreshToken === use ? undefined : `its refreshToken must be ${use ?? 'left out'}`;
};

const hasRefreshToken = (schema: TSchema | null | undefined): boolean => {
  const { anyOf = [], properties = {} } = (schema ?? {}) as ObjectSchema;
  return Object.hasOwn(properties, 'refresh_token') || anyOf.some(hasRefreshToken);
};

/** What is read of a schema. */
interface ObjectSchema {
  readonly anyOf?: readonly TSchema[];
  readonly properties?: Readonly<Record<string, TSchema>>;
}

/** Two paths that differ by the names of their parameters alone are one path to API Gateway. */
const repeats = (taken: Map<string, string>, name: string, route: RouteDeclaration): string | undefined => {
  const shape = `${route.method} ${route.path.replaceAll(/\{\w+\}/g, '{}')}`;
  const other = taken.get(shape);
  taken.set(shape, name);
  return other === undefined ? undefined : `${other} has the same method and path`;
};

// A second idea of how API Gateway finds the route of a request, written from its documentation and without the library,
// so that the compiler of grants is held against something that it did not make up itself.
import type { Grant, Route } from '../compile-grants.ts';

export interface ApiRequest {
  readonly verb: string;
  readonly path: string;
}

/** Whether the route that answers the request is granted; `undefined` when no protected route does. */
export const isGranted = (
  request: ApiRequest,
  granted: readonly Grant[],
  routes: readonly Route[],
): boolean | undefined => {
  const answering = answeringOf(request, routes);
  if (answering === undefined) return undefined;
  return granted.some((grant) => shapeOf(grant) === shapeOf(answering) && answers(bind(grant), request));
};

/** The route that answers the request. */
export const answeringOf = (request: ApiRequest, routes: readonly Route[]): Route | undefined =>
  routes
    .filter((route) => answers(route, request))
    .sort((one, other) => specificityOf(one).localeCompare(specificityOf(other)))[0];

const answers = ({ verb, path }: Route, request: ApiRequest): boolean =>
  (verb === '*' || verb === request.verb) && toExpression(path).test(request.path);

// A parameter is one segment, a greedy one is the rest, neither is empty; a slash at the end makes no difference.
const toExpression = (path: string): RegExp =>
  new RegExp(
    `^${path.replaceAll(/\{[^}]+\+\}/g, '.+').replaceAll(/\{[^}]+\}/g, '[^/]+')}${path === '/' ? '' : '/?'}$`,
  );

const specificityOf = ({ verb, path }: Route): string =>
  [...path.split('/').map(rankOf), verb === '*' ? 'b' : 'a'].join('');

const rankOf = (segment: string): string => {
  if (!segment.startsWith('{')) return 'a';
  return segment.endsWith('+}') ? 'c' : 'b';
};

/** What tells a route from another one: the names of parameters do not. */
export const shapeOf = ({ verb, path }: Route): string =>
  `${verb} ${path.replaceAll(/[\w-]+(?=\+?\})/g, '')}`;

const bind = ({ verb, path, params = {} }: Grant): Route => ({
  verb,
  path: path.replaceAll(/\{([\w-]+)\+?\}/g, (template, name: string) => params[name] ?? template),
});

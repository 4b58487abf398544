// The routes of an API in the order in which pages and tables list them.
import type { Api, Method, RouteDeclaration } from '@gatehouse/contract';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** By path, and by method where paths are the same; declarations come by their names. */
export const routesInOrder = (api: Api): readonly RouteDeclaration[] =>
  namedRoutesInOrder(api).map(([, route]) => route);

/** The same, each with the name that its API lists it by. */
export const namedRoutesInOrder = ({ routes }: Api): readonly (readonly [string, RouteDeclaration])[] =>
  Object.entries(routes).sort(
    ([, one], [, other]) =>
      compare(one.path, other.path) || METHODS.indexOf(one.method) - METHODS.indexOf(other.method),
  );

/** By code units, so that no locale of a machine changes a file. */
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

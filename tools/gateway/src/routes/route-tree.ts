// Finds the route of a call in the tree of all APIs' resources: a literal before {name}, {name} before {name+}.
import { StartError } from '../start-error.ts';
import { METHODS } from '../template/methods.ts';
import type { ApiModel, RouteModel } from '../template/model.ts';
import { parsePathPattern } from './path-pattern.ts';
import type { TargetSegment } from './request-target.ts';

export interface Match {
  readonly api: ApiModel;
  readonly route: RouteModel;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export interface RouteTree {
  /** The route of a call, or null. The resource is chosen by its path alone, then the method has to be there. */
  match(segments: readonly TargetSegment[], method: string): Match | null;
  /** The API that a path belongs to as far as it goes, for answers to calls that have no route. */
  nearestApi(segments: readonly TargetSegment[]): ApiModel | undefined;
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter: { readonly name: string; readonly node: Node } | undefined;
  greedy: { readonly name: string; readonly node: Node } | undefined;
  readonly methods: Map<string, { readonly api: ApiModel; readonly route: RouteModel }>;
  readonly api: ApiModel | undefined;
}

/** @throws StartError when two routes claim one path and method, or one place in the path has two names */
export const createRouteTree = (apis: readonly ApiModel[]): RouteTree => {
  const root = createNode(apis[0]);
  for (const api of apis) for (const route of api.routes) insert(root, api, route);
  return {
    match(segments, method) {
      const found = findResource(root, segments);
      const chosen = found && methodOf(found.node, method);
      return found === undefined || chosen === undefined
        ? null
        : { ...chosen, pathParameters: Object.fromEntries(found.parameters) };
    },
    nearestApi: (segments) => nearest(root, segments),
  };
};

const methodOf = ({ methods }: Node, method: string) =>
  METHODS.includes(method) ? (methods.get(method) ?? methods.get('ANY')) : undefined;

const createNode = (api: ApiModel | undefined): Node => ({
  literals: new Map(),
  parameter: undefined,
  greedy: undefined,
  methods: new Map(),
  api,
});

const insert = (root: Node, api: ApiModel, route: RouteModel): void => {
  let node = root;
  for (const segment of parsePathPattern(route.path).segments ?? []) {
    if (segment.kind === 'literal') {
      const next = node.literals.get(segment.text) ?? createNode(api);
      node.literals.set(segment.text, next);
      node = next;
    } else {
      const next = (node[segment.kind] ??= { name: segment.name, node: createNode(api) });
      if (next.name !== segment.name)
        throw clash(api, route, `{${next.name}} already stands where it has {${segment.name}}`);
      node = next.node;
    }
  }
  const other = node.methods.get(route.method);
  if (other !== undefined) throw clash(api, route, `${other.api.app} already has this route`);
  node.methods.set(route.method, { api, route });
};

const clash = (api: ApiModel, { method, path }: RouteModel, reason: string): StartError =>
  new StartError([`${api.app}: ${method} ${path}: ${reason}`]);

interface Found {
  readonly node: Node;
  readonly parameters: readonly (readonly [string, string])[];
}

/**
 * The resource of a path. A path whose decoded form is another resource's (`/users/%6De` beside `/users/me`) has none:
 * it would run the one route on the ARN, and so by the grant, of the other.
 */
const findResource = (root: Node, segments: readonly TargetSegment[]): Found | undefined => {
  const found = find(root, segments, 0);
  const judged = find(
    root,
    segments.map(({ decoded }) => ({ raw: decoded, decoded })),
    0,
  );
  return found?.node === judged?.node ? found : undefined;
};

const find = (node: Node, segments: readonly TargetSegment[], from: number): Found | undefined => {
  const segment = segments[from];
  if (segment === undefined) return node.methods.size > 0 ? { node, parameters: [] } : undefined;
  const literal = node.literals.get(segment.raw);
  return (
    (literal && find(literal, segments, from + 1)) ??
    findParameter(node, segment, segments, from) ??
    findGreedy(node, segments, from)
  );
};

const findParameter = (
  { parameter }: Node,
  segment: TargetSegment,
  segments: readonly TargetSegment[],
  from: number,
): Found | undefined => {
  const found = parameter && find(parameter.node, segments, from + 1);
  return found && { node: found.node, parameters: [[parameter.name, segment.decoded], ...found.parameters] };
};

const findGreedy = (
  { greedy }: Node,
  segments: readonly TargetSegment[],
  from: number,
): Found | undefined => {
  if (greedy === undefined) return undefined;
  const rest = segments
    .slice(from)
    .map(({ decoded }) => decoded)
    .join('/');
  return { node: greedy.node, parameters: [[greedy.name, rest]] };
};

const nearest = (root: Node, segments: readonly TargetSegment[]): ApiModel | undefined => {
  let node = root;
  for (const { raw } of segments) {
    const next = node.literals.get(raw) ?? node.parameter?.node;
    if (next === undefined) break;
    node = next;
  }
  return node.api;
};

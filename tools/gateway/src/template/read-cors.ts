// SAM's Cors property: the preflight route that it adds to every path of an API, with SAM's own defaults.
import type { Field } from './field.ts';
import { checkMembers } from './member-table.ts';
import { CORS } from './members.ts';
import { METHODS } from './methods.ts';
import type { AuthorizerModel, RouteModel } from './model.ts';
import { isMap } from './values.ts';

/**
 * One OPTIONS route per path that has none of its own; no routes when the property is absent.
 * `AllowMethods` defaults to the methods of the path and OPTIONS.
 */
export const preflightRoutes = (
  cors: Field,
  routes: readonly RouteModel[],
  authorizer: AuthorizerModel | null,
): readonly RouteModel[] => {
  if (!cors.present) return [];
  if (isMap(cors.value)) checkCors(cors);
  const methodsByPath = Map.groupBy(routes, ({ path }) => path);
  return [...methodsByPath].flatMap(([path, onPath]) => {
    const methods = onPath.map(({ method }) => method);
    if (methods.includes('OPTIONS')) return [];
    const headers = corsHeaders(cors, methods);
    return [{ path, method: 'OPTIONS', authorizer, integration: { kind: 'preflight', headers } }];
  });
};

// A browser takes no credentials for any origin, and SAM refuses the two together; it writes the header for a literal alone.
const checkCors = (cors: Field): void => {
  checkMembers(cors, CORS);
  const credentials = cors.member('AllowCredentials');
  if (credentials.present && typeof credentials.value !== 'boolean')
    credentials.fail('must be true or false itself: of anything else SAM makes no header');
  if (credentials.boolean(false) && unquoted(cors.member('AllowOrigin'), "'*'") === '*')
    credentials.fail('cannot be true for any origin: AllowOrigin has to name one');
};

const corsHeaders = (cors: Field, methods: readonly string[]): readonly (readonly [string, string])[] => {
  if (!isMap(cors.value))
    return [
      ['access-control-allow-origin', unquoted(cors)],
      ['access-control-allow-methods', methodsOf(methods)],
    ];
  const credentials = cors.member('AllowCredentials').boolean(false);
  return [
    ...headerOf(cors, 'AllowOrigin', 'access-control-allow-origin', '*'),
    ...headerOf(cors, 'AllowMethods', 'access-control-allow-methods', methodsOf(methods)),
    ...headerOf(cors, 'AllowHeaders', 'access-control-allow-headers'),
    ...headerOf(cors, 'MaxAge', 'access-control-max-age'),
    ...(credentials ? [['access-control-allow-credentials', 'true'] as const] : []),
  ];
};

/**
 * SAM puts its default where the template names no such member. One that is named, and that `AWS::NoValue` takes away when
 * the stack is made, is a header left out.
 */
const headerOf = (
  cors: Field,
  member: string,
  header: string,
  fallback?: string,
): readonly (readonly [string, string])[] => {
  const field = cors.member(member);
  if (cors.names().includes(member) && field.omitted) return [];
  if (field.present) return [[header, unquoted(field)]];
  return fallback === undefined ? [] : [[header, fallback]];
};

const methodsOf = (methods: readonly string[]): string =>
  (methods.includes('ANY') ? METHODS : [...new Set([...methods, 'OPTIONS'])].sort()).join(',');

// SAM wants header values inside quotes of their own; an empty one stays an empty header.
const unquoted = (field: Field, fallback?: string): string => {
  const text = field.string(fallback);
  const [, inner] = /^'([ -&(-~]*)'$/.exec(text) ?? [];
  return inner ?? (text === '' ? '' : field.fail('must be quoted inside its quotes: "\'…\'"'));
};

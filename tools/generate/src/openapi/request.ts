// What a route takes: the parameters of its path and its query, and its body.
import type { RefreshTokenUse, RouteDeclaration } from '@gatehouse/contract';
import type { TSchema } from 'typebox';
import type { Components } from './components.ts';
import { exampleOf } from './example.ts';
import { compact, type Json, type JsonObject } from './json.ts';
import { requestSchema } from './schemas.ts';

/** Its parameters, those of the path first. */
export const requestParametersOf = (
  { pathParameters, query, refreshToken }: RouteDeclaration,
  components: Components,
): readonly JsonObject[] | undefined => {
  const parameters = [
    ...toParameters('path', pathParameters, components),
    ...toParameters('query', query, components),
    ...(refreshToken === undefined ? [] : COOKIE_PARAMETERS[refreshToken]),
  ];
  return parameters.length > 0 ? parameters : undefined;
};

/** Asks for the refresh token in the cookie. */
const ASKS_FOR_COOKIE = {
  name: 'gatehouse-refresh',
  in: 'header',
  description:
    'Keeps the refresh token in the cookie `__Host-gatehouse-refresh` and out of bodies. For pages of `CORS_ORIGINS` and of the same origin; from others, and where `REFRESH_COOKIE` is off, it is refused with `forbidden`.',
  required: false,
  schema: { const: 'cookie' },
};

const COOKIE = {
  name: '__Host-gatehouse-refresh',
  in: 'cookie',
  description: 'The refresh token. Read with the header `gatehouse-refresh: cookie` alone.',
  required: false,
  schema: { type: 'string' },
};

const COOKIE_PARAMETERS: Readonly<Record<RefreshTokenUse, readonly JsonObject[]>> = {
  issued: [ASKS_FOR_COOKIE],
  exchanged: [ASKS_FOR_COOKIE, COOKIE],
  ended: [ASKS_FOR_COOKIE, COOKIE],
};

const toParameters = (
  place: 'path' | 'query',
  { properties = {}, required = [] }: Members = {},
  components: Components,
): readonly JsonObject[] =>
  Object.entries(properties).map(([name, member]) => {
    const { description, ...schema } = requestSchema(member, components);
    const isRequired = place === 'path' || required.includes(name);
    return compact({ name, in: place, description, required: isRequired, schema });
  });

/** What is read of the schema of a path or a query. */
interface Members {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
}

/** Its body, where it takes one. */
export const requestBodyOf = (
  { body, ...route }: RouteDeclaration,
  components: Components,
): Json | undefined =>
  body && {
    description: takesToken(route) ? `${BODY} ${NONE_WITH_COOKIE}` : BODY,
    required: !takesToken(route) && !isOptional(body),
    content: {
      'application/json': {
        schema: requestSchema(body, components),
        example: exampleOf(body, `${route.method} ${route.path}: body`),
      },
    },
  };

/** The chain takes none for an object without members. */
const isOptional = ({
  required = [],
  minProperties = 0,
}: Members & { readonly minProperties?: number }): boolean => required.length === 0 && minProperties === 0;

const takesToken = ({ refreshToken }: Pick<RouteDeclaration, 'refreshToken'>): boolean =>
  refreshToken === 'exchanged' || refreshToken === 'ended';

const BODY = 'At most 16 KiB. Unknown members are refused, and nothing is coerced.';
const NONE_WITH_COOKIE =
  'Required, but with the header `gatehouse-refresh: cookie`: then there is none, or an object without members.';

// CORS as API Gateway can say it: it cannot choose an origin, so that it names the only one, or says '*' for several.
import type { Api } from '@gatehouse/contract';
import { sub, when, type Members, type Value } from './cloudformation.ts';

/** Without origins, nothing: a header that is left out, and not an empty one. */
export const withOrigins = (value: Value): Members => when('AnyOrigin', value);

export const ALLOWED_ORIGIN = when('SeveralOrigins', "'*'", sub("'${CorsOrigins}'"));

/** The answer to preflights. All methods of the API stand in it, since SAM's own list of them stays without origins. */
export const preflightOf = ({ routes }: Api): Members => {
  const methods = [...new Set(['OPTIONS', ...Object.values(routes).map(({ method }) => method)])].sort();
  return {
    "# A preflight can name one origin; with several it says '*', and the answers themselves name those allowed. Without any\nit has no header of CORS.":
      undefined,
    AllowOrigin: withOrigins(ALLOWED_ORIGIN),
    AllowMethods: withOrigins(`'${methods.join(',')}'`),
    AllowHeaders: withOrigins("'authorization,content-type'"),
    MaxAge: withOrigins("'600'"),
  };
};

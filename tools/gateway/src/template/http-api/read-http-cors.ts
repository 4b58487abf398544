// The CorsConfiguration of an HTTP API, which the gateway itself then answers.
import type { Field } from '../field.ts';
import { checkMembers } from '../member-table.ts';
import { HTTP_API_CORS } from '../members.ts';
import { isMap } from '../values.ts';
import type { HttpCorsModel } from './model.ts';

const LONGEST_MAX_AGE_SECONDS = 86_400;

/** `true` is any origin and nothing else, as SAM makes it. @throws TemplateError for what API Gateway would refuse */
export const readHttpCors = (field: Field): HttpCorsModel | null => {
  if (!field.present) return null;
  if (!isMap(field.value)) return field.boolean(false) ? ANY_ORIGIN : null;
  checkMembers(field, HTTP_API_CORS);
  const maxAge = field.member('MaxAge');
  const cors = {
    allowCredentials: field.member('AllowCredentials').boolean(false),
    allowHeaders: textsOf(field.member('AllowHeaders')),
    allowMethods: textsOf(field.member('AllowMethods')),
    allowOrigins: field.member('AllowOrigins').items().map(readOrigin),
    exposeHeaders: textsOf(field.member('ExposeHeaders')),
    maxAgeSeconds: maxAge.present ? maxAge.integer(0, LONGEST_MAX_AGE_SECONDS) : null,
  };
  if (cors.allowCredentials && cors.allowOrigins.includes('*'))
    field.member('AllowCredentials').fail('cannot be true for any origin: AllowOrigins has to name them');
  return cors;
};

const ANY_ORIGIN: HttpCorsModel = {
  allowCredentials: false,
  allowHeaders: [],
  allowMethods: [],
  allowOrigins: ['*'],
  exposeHeaders: [],
  maxAgeSeconds: null,
};

const textsOf = (field: Field): readonly string[] => field.items().map((item) => item.string());

/** `*`, all of one scheme, or one origin as a browser writes it. */
const readOrigin = (field: Field): string => {
  const origin = field.string();
  const isKnown = /^(\*|[a-z][a-z\d+.-]*:\/\/(\*|[^/*]+))$/i.test(origin);
  return isKnown ? origin : field.fail('must be an origin, scheme://* or *');
};

// The authorizers of an HTTP API: JWT, and Lambda functions.
import type { Field } from '../field.ts';
import type { FindFunction } from '../find-function.ts';
import { checkMembers } from '../member-table.ts';
import { HTTP_LAMBDA_AUTHORIZER, JWT_AUTHORIZER, REQUEST_IDENTITY } from '../members.ts';
import type { IdentitySource } from '../model.ts';
import { DEFAULT_TTL_SECONDS, LONGEST_TTL_SECONDS, readSources, RESERVED } from '../read-authorizer.ts';
import type {
  HttpAuthorizerModel,
  HttpLambdaAuthorizerModel,
  JwtAuthorizerModel,
  PayloadVersion,
} from './model.ts';

/**
 * The authorizer that `Auth.Authorizers.NAME` describes: of JWTs where it has a `JwtConfiguration`, as SAM tells them apart.
 * @throws TemplateError for every member that is not known: what guards a route is never passed over
 */
export const readHttpAuthorizer = (
  name: string,
  field: Field,
  findFunction: FindFunction,
): HttpAuthorizerModel => {
  if (RESERVED.includes(name)) field.fail(`${name} is no name for an authorizer`);
  return field.member('JwtConfiguration').present
    ? readJwtAuthorizer(name, field)
    : readLambdaAuthorizer(name, field, findFunction);
};

const readJwtAuthorizer = (name: string, field: Field): JwtAuthorizerModel => {
  checkMembers(field, JWT_AUTHORIZER);
  const configuration = field.member('JwtConfiguration');
  for (const key of configuration.names())
    if (!['issuer', 'audience'].includes(key.toLowerCase()))
      configuration.member(key).fail('the local gateway does not know this member');
  return {
    type: 'JWT',
    name,
    issuer: readIssuer(memberOf(configuration, 'issuer')),
    audience: readAudience(memberOf(configuration, 'audience')),
    identity: readIdentitySource(field.member('IdentitySource')),
    scopes: readScopes(field.member('AuthorizationScopes')),
  };
};

/** SAM takes the names of these members in any letter case. */
const memberOf = (configuration: Field, name: string): Field =>
  configuration.member(configuration.names().find((key) => key.toLowerCase() === name) ?? name);

/** API Gateway takes https alone; an issuer that runs on this machine has no certificate. */
const readIssuer = (field: Field): string => {
  const issuer = field.string();
  const { protocol, hostname } = URL.parse(issuer) ?? { protocol: '', hostname: '' };
  const isLocal = protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'https:' || isLocal
    ? issuer
    : field.fail('must be the https URL of an issuer, or an http one on this machine');
};

const readAudience = (field: Field): readonly string[] => {
  if (typeof field.value === 'string') return [field.string()];
  const audience = field.items().map((item) => item.string());
  return audience.length > 0 ? audience : field.fail('needs an audience at least');
};

/** Of a token alone: those of Lambda authorizers stand in `Identity`. */
const readIdentitySource = (field: Field): IdentitySource => {
  if (!field.present) field.fail('is missing: SAM makes no JWT authorizer without it');
  const [, from, name] = /^\$request\.(header|querystring)\.(.+)$/.exec(field.string()) ?? [];
  if (name === undefined) return field.fail('must be $request.header.NAME or $request.querystring.NAME');
  return { from: from === 'header' ? 'header' : 'querystring', name };
};

export const readScopes = (field: Field): readonly string[] => field.items().map((item) => item.string());

const readLambdaAuthorizer = (
  name: string,
  field: Field,
  findFunction: FindFunction,
): HttpLambdaAuthorizerModel => {
  checkMembers(field, HTTP_LAMBDA_AUTHORIZER);
  const functionArn = field.member('FunctionArn');
  if (!functionArn.present) field.fail('needs a JwtConfiguration or a FunctionArn');
  const payloadVersion = readPayloadVersion(field.member('AuthorizerPayloadFormatVersion'));
  const simple = field.member('EnableSimpleResponses');
  const isSimple = simple.boolean(false);
  if (isSimple && payloadVersion === '1.0') simple.fail('needs AuthorizerPayloadFormatVersion 2.0');
  const target = findFunction(functionArn);
  return {
    type: 'REQUEST',
    name,
    target,
    payloadVersion,
    isSimple,
    ...readIdentity(field.member('Identity')),
  };
};

/** Nothing is kept of callers whom nothing identifies. */
const readIdentity = (identity: Field): Pick<HttpLambdaAuthorizerModel, 'sources' | 'ttlMs'> => {
  checkMembers(identity, REQUEST_IDENTITY);
  const ttl = identity.member('ReauthorizeEvery');
  const given = ttl.present ? ttl.integer(0, LONGEST_TTL_SECONDS) : null;
  const sources = readSources(identity, given ?? 0);
  const ttlSeconds = given ?? (sources.length > 0 ? DEFAULT_TTL_SECONDS : 0);
  return { sources, ttlMs: 1000 * ttlSeconds };
};

/** `2.0` without quotes is a number, of which AWS prints `2.0`. */
export const readPayloadVersion = (field: Field, fallback?: PayloadVersion): PayloadVersion => {
  const version = field.string(fallback);
  return version === '1.0' || version === '2.0' ? version : field.fail('must be 1.0 or 2.0');
};

// The JWT authorizer of HTTP APIs: signature, issuer, audience, times and scopes, in the order that API Gateway names.
import { headerValues } from '../../events/request.ts';
import type { JwtAuthorizerModel } from '../../template/http-api/model.ts';
import type { HttpAuthorization } from '../authorization.ts';
import type { HttpCall } from '../call.ts';
import { HttpRefusal } from '../http-refusal.ts';
import { claimTexts } from './claim-texts.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { isSignedBy, parseJwt } from './rs256.ts';

/**
 * @throws HttpRefusal 401 without a token that is good, 403 for one without any of the scopes, 500 when the issuer's keys cannot
 * be had
 */
export const authorizeJwt = async (
  call: HttpCall,
  authorizer: JwtAuthorizerModel,
  keys: IssuerKeys,
): Promise<HttpAuthorization> => {
  const token = tokenOf(call, authorizer);
  if (token === '') throw unauthorized(authorizer);
  const claims = await verified(token, authorizer, keys);
  const problem = problemOf(claims, authorizer, Math.floor(call.request.receivedAt.getTime() / 1000));
  if (problem !== null) throw unauthorized(authorizer, problem);
  const scopes = scopesOf(claims);
  if (authorizer.scopes.length > 0 && !authorizer.scopes.some((scope) => scopes.includes(scope)))
    throw new HttpRefusal(403, { headers: [challenge(authorizer, 'insufficient_scope')] });
  const found = { claims: claimTexts(claims), scopes: authorizer.scopes.length > 0 ? scopes : null };
  return { in1: found, in2: { jwt: found } };
};

/** The token alone, or behind `Bearer `. */
const tokenOf = ({ request, target }: HttpCall, { identity }: JwtAuthorizerModel): string => {
  const values =
    identity.from === 'header'
      ? headerValues(request.headers, identity.name)
      : new URLSearchParams(target.query).getAll(identity.name);
  return values.join(',').replace(/^Bearer +/i, '');
};

type Claims = Readonly<Record<string, unknown>>;

const verified = async (token: string, authorizer: JwtAuthorizerModel, keys: IssuerKeys): Promise<Claims> => {
  const jwt = parseJwt(token);
  if (jwt === null) throw unauthorized(authorizer, 'the token is no JWT that says RS256 and names its key');
  const key = await keys.find(authorizer.issuer, jwt.kid).catch((cause: unknown) => {
    throw new HttpRefusal(500, { cause });
  });
  if (key === undefined || !isSignedBy(jwt, key))
    throw unauthorized(authorizer, 'the token is not signed by a key of the issuer');
  return jwt.claims;
};

const problemOf = (claims: Claims, { issuer, audience }: JwtAuthorizerModel, now: number): string | null => {
  const { iss, exp, nbf = now, iat = now } = claims;
  if (iss !== issuer) return 'the token is of another issuer';
  if (!audiencesOf(claims).some((one) => audience.includes(one))) return 'the token is for another audience';
  if (typeof exp !== 'number' || exp <= now) return 'the token has expired';
  return typeof nbf === 'number' && nbf <= now && typeof iat === 'number' && iat <= now
    ? null
    : 'the token is not valid yet';
};

/** `client_id` counts where there is no `aud`. */
const audiencesOf = ({ aud, client_id: clientId }: Claims): readonly string[] =>
  [aud ?? clientId].flat().filter((one) => typeof one === 'string');

const scopesOf = ({ scope, scp }: Claims): readonly string[] => {
  const given = scope ?? scp;
  return typeof given === 'string'
    ? given.split(' ').filter((one) => one !== '')
    : [given].flat().filter((one) => typeof one === 'string');
};

const unauthorized = (authorizer: JwtAuthorizerModel, why?: string): HttpRefusal =>
  new HttpRefusal(401, {
    headers: [challenge(authorizer, why === undefined ? undefined : 'invalid_token', why)],
  });

const challenge = (
  { scopes }: JwtAuthorizerModel,
  error?: string,
  description?: string,
): readonly [string, string] => {
  const parts = [
    ...(error === undefined ? [] : [`scope="${scopes.join(' ')}"`, `error="${error}"`]),
    ...(description === undefined ? [] : [`error_description="${description}"`]),
  ];
  return ['www-authenticate', ['Bearer', parts.join(' ')].join(' ').trim()];
};

// Tokens with our own signature that were not meant for us, not now, or say what we never say.
import type { TokenErrorCode } from '../errors.ts';
import type { Forge, Forgery, Json } from './forge.ts';

export const withWrongClaims = ({ header, claims, token }: Forge): Forgery[] => {
  const changes: readonly (readonly [name: string, change: Json, code: TokenErrorCode])[] = [
    ['another issuer', { iss: 'https://attacker.example/auth' }, 'issuer_refused'],
    ['our issuer and a slash', { iss: `${claims.iss}/` }, 'issuer_refused'],
    ['the wrong audience', { aud: 'another-service' }, 'audience_refused'],
    ['our audience in other letter case', { aud: swapCase(claims.aud) }, 'audience_refused'],
    ['a list of audiences with ours', { aud: [claims.aud, 'another-service'] }, 'claims_invalid'],
    ['a subject with a wildcard', { sub: '*' }, 'claims_invalid'],
    ['a subject with a path', { sub: '../admin' }, 'claims_invalid'],
    ['a subject that is a number', { sub: 1 }, 'claims_invalid'],
    ['roles that are a text', { roles: 'admin' }, 'claims_invalid'],
    ['a role that is no text', { roles: [['admin']] }, 'claims_invalid'],
    ['a role with a separator', { roles: ['user admin'] }, 'claims_invalid'],
    ['amr that is a text', { amr: 'mfa' }, 'claims_invalid'],
    ['amr that is null', { amr: null }, 'claims_invalid'],
    ['amr with a method that is no text', { amr: [['mfa']] }, 'claims_invalid'],
    ['amr with a separator', { amr: ['pwd mfa'] }, 'claims_invalid'],
    ['exp as a text', { exp: String(claims.exp) }, 'claims_invalid'],
    ['exp with a fraction', { exp: claims.exp + 0.5 }, 'claims_invalid'],
    ['exp beyond all dates', { exp: 1e15 }, 'claims_invalid'],
    ['a negative iat', { iat: -1 }, 'claims_invalid'],
    ['nbf as a text', { nbf: String(claims.iat) }, 'claims_invalid'],
  ];
  const { amr: _optional, ...required } = claims;
  const missing = Object.keys(required).map((name): Forgery => {
    const rest = { ...claims, [name]: undefined };
    return { name: `no ${name}`, token: token(header, rest), code: 'claims_invalid' };
  });
  const changed = changes.map(([name, change, code]): Forgery => ({
    name,
    token: token(header, { ...claims, ...change }),
    code,
  }));
  return [...missing, ...changed];
};

const swapCase = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();

export const withWrongTimes = ({ header, claims, token }: Forge): Forgery[] => {
  const { iat } = claims;
  const changes: readonly (readonly [name: string, change: Json, code: TokenErrorCode])[] = [
    ['expired an hour ago', { iat: iat - 3900, exp: iat - 3600 }, 'expired'],
    ['expired this second', { iat: iat - 300, exp: iat }, 'expired'],
    ['issued in the future', { iat: iat + 3600, exp: iat + 3900 }, 'not_yet_valid'],
    ['not valid before an hour has passed', { nbf: iat + 3600 }, 'not_yet_valid'],
    ['a login in the future', { auth_time: iat + 3600 }, 'not_yet_valid'],
  ];
  return changes.map(([name, change, code]) => ({
    name,
    token: token(header, { ...claims, ...change }),
    code,
  }));
};

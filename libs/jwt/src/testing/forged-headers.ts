// Tokens with our own signature whose header asks a verifier to do something, or whose JSON means two things.
import { encode } from './forge.ts';
import type { Forge, Forgery, Json } from './forge.ts';

export const withDangerousHeader = ({ header, claims, token, foreign, foreignJwk }: Forge): Forgery[] => {
  const members: Readonly<Record<string, Json>> = {
    'crit with an unknown extension': { crit: ['exp'] },
    'an empty crit': { crit: [] },
    'b64 false': { b64: false },
    'b64 false and crit': { b64: false, crit: ['b64'] },
    'b64 true': { b64: true },
    jku: { jku: 'https://attacker.example/jwks.json' },
    x5u: { x5u: 'https://attacker.example/chain.pem' },
    x5c: { x5c: ['MIIB'] },
    zip: { zip: 'DEF' },
    enc: { enc: 'A256GCM' },
  };
  const ours = Object.entries(members).map(([name, member]): Forgery => ({
    name: `our signature with ${name}`,
    token: token({ ...header, ...member }),
    code: 'header_refused',
  }));
  const embedded = { ...header, jwk: foreignJwk };
  const { kid: _, ...unnamed } = embedded;
  return [
    ...ours,
    { name: 'an embedded key that signed it', token: foreign(embedded), code: 'header_refused' },
    { name: 'an embedded key and no kid', token: foreign(unnamed), code: 'header_refused' },
    { name: 'our signature with an embedded key', token: token(embedded), code: 'header_refused' },
    {
      name: "jku with another's key",
      token: foreign({ ...header, jku: 'https://attacker.example/' }),
      code: 'header_refused',
    },
    {
      name: 'a nested token with cty',
      token: token({ ...header, cty: 'JWT' }, token()),
      code: 'header_refused',
    },
    { name: 'a nested token without cty', token: token(header, token()), code: 'malformed' },
    {
      name: 'an encrypted token of five parts',
      token: [{ alg: 'RSA-OAEP', enc: 'A256GCM' }, 'key', 'vector', claims, 'tag'].map(encode).join('.'),
      code: 'malformed',
    },
  ];
};

export const withAmbiguousJson = ({ header, claims, token }: Forge): Forgery[] => {
  const [head, body] = [JSON.stringify(header), JSON.stringify(claims)];
  const before = (text: string, member: string): string => `{${member},${text.slice(1)}`;
  const texts: readonly (readonly [name: string, header: string, claims: string])[] = [
    ['alg twice', before(head, '"alg":"none"'), body],
    ['alg twice, once escaped', before(head, String.raw`"\u0061lg":"none"`), body],
    ['kid twice', before(head, '"kid":"another"'), body],
    ['sub twice', head, before(body, '"sub":"someone-else"')],
    ['exp twice', head, before(body, '"exp":9999999999')],
    ['a member twice inside a claim', head, before(body, '"act":{"sub":"a","sub":"b"}')],
    ['__proto__ in the header', before(head, '"__proto__":{"alg":"none"}'), body],
    ['__proto__ in the claims', head, before(body, '"__proto__":{"roles":["admin"]}')],
    ['a deep nest', head, before(body, `"deep":${'['.repeat(500)}${']'.repeat(500)}`)],
    ['a byte order mark before the header', `\ufeff${head}`, body],
    ['a byte order mark before the claims', head, `\ufeff${body}`],
    ['text behind the claims', head, `${body}{}`],
    ['claims that are a list', head, `[${body}]`],
    ['claims that are null', head, 'null'],
    ['a header that is a text', '"header"', body],
    ['no claims at all', head, ''],
  ];
  return texts.map(([name, headText, bodyText]) => ({
    name,
    token: token(headText, bodyText),
    code: 'malformed',
  }));
};

export const ofOtherType = ({ header, claims, token }: Forge): Forgery[] => {
  const idToken = { ...claims, aud: claims.client_id, nonce: 'n-0S6_WzA2Mj', email: 'someone@example.com' };
  const types = [
    'JWT',
    'jwt',
    'id_token+jwt',
    'logout+jwt',
    'dpop+jwt',
    'application/jwt',
    'at+jwt ',
    'text/at+jwt',
    '',
  ];
  return [
    { name: 'an ID token', token: token({ ...header, typ: 'JWT' }, idToken), code: 'type_refused' },
    { name: 'no typ', token: token({ ...header, typ: undefined }), code: 'type_refused' },
    ...types.map((typ): Forgery => ({
      name: `typ ${JSON.stringify(typ)}`,
      token: token({ ...header, typ }),
      code: 'type_refused',
    })),
    {
      name: 'a refresh token',
      token: `${encode('f'.repeat(32))}.${encode('t'.repeat(32))}`,
      code: 'malformed',
    },
    { name: 'an opaque token', token: encode('o'.repeat(32)), code: 'malformed' },
  ];
};

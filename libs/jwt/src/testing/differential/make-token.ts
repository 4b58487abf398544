// Tokens to be judged: good ones, and good ones in which something was changed before or after they were signed.
import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import type { PrivateJwk } from '../../jwk.ts';
import { AUDIENCE, ISSUER, NOW_SECONDS } from '../fixtures.ts';
import { damage, damageSignature } from './damage.ts';
import type { Random } from './random.ts';

export interface TokenMaker {
  (random: Random): string;
}

interface SigningKey {
  readonly alg: string;
  readonly kid: string;
  readonly key: KeyObject;
}

/** A maker of tokens by these keys. Three in four are signed after they were changed, so that what follows the signature is tried. */
export const tokenMaker = (jwks: readonly PrivateJwk[]): TokenMaker => {
  const keys = jwks.map((jwk): SigningKey => ({
    alg: jwk.alg,
    kid: jwk.kid,
    key: createPrivateKey({ key: { ...jwk }, format: 'jwk' }),
  }));
  return (random) => {
    const key = random.pick(keys);
    const header = textOf(
      random,
      changed(random, { alg: key.alg, typ: 'at+jwt', kid: key.kid }, headerValues(keys)),
    );
    const claims = textOf(random, changed(random, plainClaims(random), CLAIM_VALUES));
    const [first, second] = [header, claims].map((bytes) => bytes.toString('base64url'));
    const input = `${first}.${second}`;
    const signer = random.oneIn(24) ? random.pick(keys) : key;
    const signature = signatureOf(signer, input);
    const written = random.oneIn(10) ? damageSignature(random, signature) : signature;
    const token = `${input}.${written.toString('base64url')}`;
    return random.oneIn(5) ? damage(random, token) : token;
  };
};

const signatureOf = ({ alg, key }: SigningKey, input: string): Buffer =>
  sign(alg === 'EdDSA' ? null : 'sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });

type Members = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, readonly unknown[]>>;

const plainClaims = (random: Random): Members => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: `account-${random.below(1_000_000)}`,
  client_id: 'gatehouse',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 300,
  jti: `token-${random.below(1_000_000)}`,
  auth_time: NOW_SECONDS - 60,
  sid: 'session-1',
  roles: ['user'],
  amr: ['pwd'],
});

const TIMES = [
  ...[-6, -5, -1, 0, 1, 4, 5, 6, 300].map((seconds) => NOW_SECONDS + seconds),
  ...[0, -1, 1.5, 1e300, 253_402_300_799, 253_402_300_800, String(NOW_SECONDS), null, undefined, true, []],
];
const TEXTS = [
  '',
  'x',
  '*',
  'a/b',
  'é',
  '\u0000',
  '\ud800',
  'x'.repeat(128),
  'x'.repeat(129),
  'x'.repeat(513),
  7,
  null,
  undefined,
  {},
];
const LISTS = [
  [],
  ['admin'],
  ['a b'],
  [''],
  [7],
  'admin',
  null,
  undefined,
  {},
  Array(32).fill('r'),
  Array(33).fill('r'),
  ['r'.repeat(64)],
  ['r'.repeat(65)],
  [['x']],
];
const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)]);

const CLAIM_VALUES: Values = {
  iss: [...TEXTS, `${ISSUER}/`, [ISSUER]],
  aud: [...TEXTS, [AUDIENCE], ['other', AUDIENCE], 'Gatehouse'],
  sub: TEXTS,
  client_id: TEXTS,
  jti: TEXTS,
  sid: TEXTS,
  iat: TIMES,
  exp: TIMES,
  auth_time: TIMES,
  nbf: TIMES,
  roles: LISTS,
  amr: LISTS,
  extra: [
    1,
    'x',
    null,
    { a: { a: 1 } },
    deep(6),
    deep(7),
    deep(8),
    deep(40),
    'p'.repeat(5_500),
    'p'.repeat(7_000),
    ['{['.repeat(20)],
  ],
  toJSON: [1, 'x'],
  7: [1],
};

const headerValues = (keys: readonly SigningKey[]): Values => ({
  alg: [
    'none',
    'HS256',
    'ES256',
    'EdDSA',
    'RS256',
    'PS256',
    'ES384',
    'Ed25519',
    'es256',
    '',
    7,
    null,
    undefined,
  ],
  kid: [...keys.map(({ kid }) => kid), 'other', '', `${keys[0]?.kid} `, 7, null, undefined, ['x']],
  typ: [
    'AT+JWT',
    'application/at+jwt',
    'Application/At+Jwt',
    'JWT',
    'at+jwt ',
    'text/at+jwt',
    '',
    7,
    null,
    undefined,
  ],
  crit: [[], ['exp'], ['b64']],
  b64: [true, false],
  cty: ['JWT'],
  jku: ['https://attacker.example/'],
  jwk: [{}],
});

/** One member in four times, and another one in four of these, is given a value that is odd. */
const changed = (random: Random, members: Members, values: Values): Members => {
  if (!random.oneIn(4)) return members;
  const name = random.pick(Object.keys(values));
  const next = { ...members, [name]: random.pick(values[name]!) };
  return random.oneIn(4) ? changed(random, next, values) : next;
};

/** JSON, as JSON.stringify writes it or in a spelling of its own. */
const textOf = (random: Random, members: Members): Buffer => {
  const text = JSON.stringify(members);
  if (!random.oneIn(5)) return Buffer.from(text);
  return random.pick(SPELLINGS)(text, random);
};

const SPELLINGS: readonly ((text: string, random: Random) => Buffer)[] = [
  (text) => Buffer.from(JSON.stringify(JSON.parse(text), null, 1)),
  (text) => Buffer.from(` ${text}\n`),
  (text) =>
    Buffer.from(text.replace(/"(\w)/g, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`)),
  (text) => Buffer.from(text.replace(/(\d{9,})([,}])/, '$1.0$2')),
  (text) => Buffer.from(`{"alg":"none",${text.slice(1)}`),
  (text) => Buffer.from(`{"\\u0073ub":"x",${text.slice(1)}`),
  (text) => Buffer.from(`${text.slice(0, -1)},"a":{"b":1,"b":1}}`),
  (text) => Buffer.from(`${text.slice(0, -1)},"__proto__":{"roles":["admin"]}}`),
  (text) => Buffer.from(`${text.slice(0, -1)},"\\u005f_proto__":1}`),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.concat([Buffer.from(`${text.slice(0, -1)},"z":"`), Buffer.from([0xff, 0x22, 0x7d])]),
  (text) => Buffer.from(`${text}{}`),
  (text) => Buffer.from(`[${text}]`),
  (text, random) => Buffer.from(text.slice(0, random.below(text.length))),
];

import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';

/** A number in base64url (RFC 7518 section 6). */
const Member = Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]+$' }));

/** The key of RFC 7517 appendix A.1, with members of ours. */
const EXAMPLE = {
  kty: 'EC',
  kid: '2026-01-31-x7Kq',
  alg: 'ES256',
  use: 'sig',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
};

export const jwksRoute = route({
  method: 'GET',
  path: '/auth/.well-known/jwks.json',
  summary: 'The public keys that verify access tokens (RFC 7517)',
  description: 'Empty where a shared secret signs.',
  callers: 'anyone',
  answers: {
    200: closed({
      keys: Type.Array(
        closed(
          {
            kty: Type.Enum(['EC', 'OKP', 'RSA']),
            kid: Type.String(),
            alg: Type.Enum(['ES256', 'EdDSA', 'RS256']),
            use: Type.Literal('sig'),
            crv: Type.Optional(Type.String()),
            x: Member,
            y: Member,
            n: Member,
            e: Member,
          },
          { title: 'PublicKey', examples: [EXAMPLE] },
        ),
      ),
    }),
  },
  maxAgeSeconds: 300,
  problems: [],
});

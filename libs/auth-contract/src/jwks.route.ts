import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';

/** A number in base64url (RFC 7518 section 6). */
const Member = Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]+$' }));

export const jwksRoute = route({
  method: 'GET',
  path: '/auth/.well-known/jwks.json',
  summary: 'The public keys that verify access tokens (RFC 7517)',
  description: 'May be kept for 300 seconds. Empty where a shared secret signs.',
  callers: 'anyone',
  answers: {
    200: closed({
      keys: Type.Array(
        closed({
          kty: Type.Enum(['EC', 'OKP', 'RSA']),
          kid: Type.String({ examples: ['2026-01-31-x7Kq'] }),
          alg: Type.Enum(['ES256', 'EdDSA', 'RS256']),
          use: Type.Literal('sig'),
          crv: Type.Optional(Type.String({ examples: ['P-256'] })),
          x: Member,
          y: Member,
          n: Member,
          e: Member,
        }),
      ),
    }),
  },
  problems: [],
});

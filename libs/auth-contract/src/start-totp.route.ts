import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

export const startTotpRoute = route({
  method: 'POST',
  path: '/auth/totp',
  summary: 'Gives a secret for an authenticator app, to be confirmed within ten minutes',
  description:
    'Asked again before, it replaces the secret. It needs a recent login, with two factors where the account has a second one.',
  callers: { self: true },
  answers: {
    200: closed({
      secret: Type.String({ description: 'In base32, to be typed.', examples: [SECRET] }),
      otpauth_uri: Type.String({
        description: 'The same for a QR code.',
        examples: [
          `otpauth://totp/id.example.com:ada%40example.com?issuer=id.example.com&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
        ],
      }),
    }),
  },
  problems: ['reauthentication_required', 'not_found', 'already_enrolled', 'store_unavailable'],
});

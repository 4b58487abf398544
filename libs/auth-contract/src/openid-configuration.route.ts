import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';

export const openidConfigurationRoute = route({
  method: 'GET',
  path: '/auth/.well-known/openid-configuration',
  summary: 'Where a verifier finds the keys',
  description: 'Login is a first-party endpoint and no OAuth grant, so none is listed.',
  callers: 'anyone',
  answers: {
    200: closed({
      issuer: Type.String({ examples: ['https://id.example.com/auth'] }),
      jwks_uri: Type.String({ examples: ['https://id.example.com/auth/.well-known/jwks.json'] }),
    }),
  },
  maxAgeSeconds: 300,
  problems: [],
});

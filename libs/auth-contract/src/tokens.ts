// The tokens of a login and of a refresh.
import { closed } from '@gatehouse/contract/fields';
import Type, { type Static } from 'typebox';

export const Tokens = closed(
  {
    access_token: Type.String({
      description: 'A JWT (RFC 9068), for the header `Authorization: Bearer`.',
      examples: ['eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI2ZjFjMmEwZSJ9.c2lnbmF0dXJl'],
    }),
    token_type: Type.Literal('Bearer'),
    expires_in: Type.Integer({
      minimum: 1,
      description: 'The lifetime of the access token, in seconds.',
      examples: [300],
    }),
    refresh_token: Type.Optional(
      Type.String({
        description: 'Opaque, and good for one refresh. Not here where it is in the cookie.',
        examples: ['Zx0mB2yXbYq1uG5o7kT3nA.s8dQm1Lw0f4cJpR6vKe2Hg'],
      }),
    ),
  },
  { title: 'Tokens' },
);

/** The `tokens` of the contract, as a use case gives them: the chain may move the refresh token into a cookie. */
export type Tokens = Readonly<Required<Static<typeof Tokens>>>;

// What the routes take that are given a refresh token. Any string fits: one that is no token of ours answers like a bad one.
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';

export const RefreshTokenRequest = closed(
  { refresh_token: Type.String({ examples: ['Zx0mB2yXbYq1uG5o7kT3nA.s8dQm1Lw0f4cJpR6vKe2Hg'] }) },
  { title: 'RefreshTokenRequest' },
);

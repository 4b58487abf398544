// What the routes take that are given a refresh token. Any string fits: one that is no token of ours answers like a bad one.
import { closed } from '@gatehouse/http/fields';
import Type from 'typebox';

export const RefreshTokenRequest = closed({ refresh_token: Type.String() });

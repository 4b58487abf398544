// The auth API. Each of its routes has an entry of its own: @gatehouse/auth-contract/login.
import { api } from '@gatehouse/contract';
import * as routes from './routes.ts';

export type { EnrolledFactors } from './factors.ts';
export type { Passkey } from './passkeys.ts';
export type { Session } from './session.ts';
export type { Tokens } from './tokens.ts';

export const authApi = api({ name: 'auth', title: 'Login, sessions and the published keys', routes });

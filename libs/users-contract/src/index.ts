// The users API. Each of its routes has an entry of its own: @gatehouse/users-contract/register.
import { api } from '@gatehouse/contract';
import * as routes from './routes.ts';

export type { AccountExport } from './account-export.ts';
export type { User } from './user.ts';

export const usersApi = api({ name: 'users', title: 'Registration and accounts', routes });

import { route } from '@gatehouse/contract';
import { AccountExport } from './account-export.ts';

export const exportAccountRoute = route({
  method: 'GET',
  path: '/users/me/export',
  summary: 'Everything that is kept about the account that the token names',
  description: 'Needs a recent login. Hashes, digests and secrets are left out.',
  callers: { self: true },
  answers: { 200: AccountExport },
  problems: ['reauthentication_required', 'store_unavailable'],
});

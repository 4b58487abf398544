import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import { RecoveryCodes } from './factors.ts';

export const replaceRecoveryCodesRoute = route({
  method: 'POST',
  path: '/auth/recovery-codes',
  summary: 'Gives new recovery codes; the old ones end',
  description: 'Needs a recent login with two factors. It is 404 where the account has no second factor.',
  callers: { self: true },
  answers: { 200: closed({ recovery_codes: RecoveryCodes }) },
  problems: ['reauthentication_required', 'not_found', 'store_unavailable'],
});

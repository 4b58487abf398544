import { route } from '@gatehouse/contract';
import { EnrolledFactors } from './factors.ts';

export const readFactorsRoute = route({
  method: 'GET',
  path: '/auth/factors',
  summary: 'Says which second factors the account has',
  callers: { self: true },
  answers: { 200: EnrolledFactors },
  problems: ['store_unavailable'],
});

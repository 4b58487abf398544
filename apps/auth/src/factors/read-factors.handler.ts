import { readFactorsRoute } from '@gatehouse/auth-contract/read-factors';
import { httpHandler, ok } from '@gatehouse/http';
import { readFactorsDeps, service } from '../compose.ts';
import { readFactors } from './read-factors.ts';

export const handler = httpHandler(readFactorsRoute, { service }, async ({ principal }) =>
  ok(await readFactors(await readFactorsDeps(), principal)),
);

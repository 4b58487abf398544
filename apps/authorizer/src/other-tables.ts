// Another team's access table beside Gatehouse's own; loaded only where ACCESS_TABLE gives one.
import { accessTable, type AccessTable } from '@gatehouse/access';
import { parseAccessTable } from '@gatehouse/access/parse';
import {
  awsOnDemand,
  createReferenceProvider,
  type Environment,
  type Provider,
  type Reference,
} from '@gatehouse/config';
import type { OnFailure } from './compose.ts';

/** Gatehouse's table with the given files added, or in the place of those of the same name. */
export const createTableProvider = (
  reference: Reference,
  env: Environment,
  onFailure: OnFailure,
): Provider<AccessTable> =>
  createReferenceProvider({
    reference,
    remote: awsOnDemand(env),
    parse: async (text): Promise<AccessTable> => ({ ...accessTable, ...(await parseAccessTable(text)) }),
    onFailure,
  });

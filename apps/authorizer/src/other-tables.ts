// Another team's access table beside Gatehouse's own; loaded only where ACCESS_TABLE gives one.
import { accessTable, type AccessTable } from '@gatehouse/access';
import { AccessTableError, parseAccessTable } from '@gatehouse/access/parse';
import {
  awsOnDemand,
  createReferenceProvider,
  tellRules,
  type Environment,
  type Provider,
  type Reference,
} from '@gatehouse/config';
import type { Report } from './compose.ts';

/** Gatehouse's table with the given files added, or in the place of those of the same name. */
export const createTableProvider = (
  reference: Reference,
  env: Environment,
  { onFailure }: Report,
): Provider<AccessTable> =>
  createReferenceProvider({
    reference,
    remote: awsOnDemand(env),
    parse: tellRules(
      async (text): Promise<AccessTable> => ({ ...accessTable, ...(await parseAccessTable(text)) }),
      AccessTableError,
    ),
    onFailure,
  });

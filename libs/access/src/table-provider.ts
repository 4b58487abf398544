// The access table of an environment, as it is now: Gatehouse's own rows with those that ACCESS_TABLE gives.
import { awsOnDemand, createReferenceProvider, tellRules, type PathReference } from '@gatehouse/config';
import type { Provider, Reference } from '@gatehouse/config';
import { accessTable } from './own-table.generated.ts';
import { AccessTableError, parseAccessTable } from './parse-access-table.ts';
import type { AccessTable } from './table.ts';
import type { TablesByPathOptions } from './tables-by-path.ts';

/** Where the rows of other APIs come from. */
export interface TableProviderOptions extends Omit<TablesByPathOptions, 'reference'> {
  /** What `ACCESS_TABLE` says. */
  readonly reference: Reference | PathReference;
}

/**
 * Gatehouse's own table with the given files added, or in the place of those of the same name.
 * @example
 * const provider = await createTableProvider({
 *   reference: { from: 'ssm', variable: 'ACCESS_TABLE', path: '/orders/access-table' },
 *   env: process.env,
 *   onFailure: (error) => console.error(error.message),
 * });
 * const table = await provider.current();
 */
export const createTableProvider = async (options: TableProviderOptions): Promise<Provider<AccessTable>> => {
  const { reference, env, ...rest } = options;
  if (reference.from === 'ssm-path')
    return (await import('./tables-by-path.ts')).createTablesByPath({ ...options, reference });
  return createReferenceProvider({
    reference,
    remote: awsOnDemand(env),
    parse: tellRules(
      async (text): Promise<AccessTable> => ({ ...accessTable, ...(await parseAccessTable(text)) }),
      AccessTableError,
    ),
    ...rest,
  });
};

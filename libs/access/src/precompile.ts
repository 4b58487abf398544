// Compiles a table for the kinds of callers that its files know; what the generator of Gatehouse's own table calls.
import type { CompiledGrants } from '@gatehouse/policy';
import { compile } from './grants.ts';
import { heldByKinds, nameOf } from './held.ts';
import type { AccessTable } from './table.ts';

/**
 * The grants by file, then by the name of what is held: no role, each role by itself, all of them, with and without two
 * factors where a row asks for them. For somebody who holds some of several roles, the grants are compiled at the first call.
 * @example
 * const grants = await precompile({ orders: [{ verb: 'GET', path: '/orders', roles: ['clerk'] }] });
 * grants['orders']?.['clerk']?.allow; // [{ verb: 'GET', path: '/orders' }]
 */
export const precompile = async (
  table: AccessTable,
): Promise<Readonly<Record<string, Readonly<Record<string, CompiledGrants>>>>> => {
  const files = Object.entries(table).map(async ([file, rows]) => {
    const grants = heldByKinds(rows).map(async (held) => [nameOf(held), await compile(rows, held)] as const);
    return [file, Object.fromEntries(await Promise.all(grants))] as const;
  });
  return Object.fromEntries(await Promise.all(files));
};

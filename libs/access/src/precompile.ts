// Compiles Gatehouse's own table for every set of roles that its files know; what a build calls.
import type { CompactedGrants } from '@gatehouse/policy';
import { compile, rolesOf } from './grants.ts';
import { accessTable } from './own-table.ts';

/** What `precompiled.ts` has to hold. */
export const precompile = async (): Promise<Record<string, Record<string, CompactedGrants>>> => {
  const files = Object.entries(accessTable).map(async ([file, rows]) => {
    const sets = subsetsOf(rolesOf(rows)).map(
      async (roles) => [roles.join(), await compile(rows, roles)] as const,
    );
    return [file, Object.fromEntries(await Promise.all(sets))] as const;
  });
  return Object.fromEntries(await Promise.all(files));
};

const subsetsOf = (roles: readonly string[]): readonly (readonly string[])[] =>
  roles.reduce<readonly (readonly string[])[]>(
    (subsets, role) => [...subsets, ...subsets.map((subset) => [...subset, role])],
    [[]],
  );

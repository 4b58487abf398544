// The grants of Gatehouse's own table, compiled beforehand: by file, then by the roles held. Empty in the sources; a build
// puts a filled module in its place, so that an authorizer carries no compiler.
import type { CompactedGrants } from '@gatehouse/policy';

export const precompiled: Readonly<Record<string, Readonly<Record<string, CompactedGrants>>>> = {};

// From the table to a policy: everything that a caller may do on one API, so that a cached answer is right for every route.
import { parseMethodArn, PolicyBuilder, type MethodArn } from '@gatehouse/policy';
import { grantsOf, SELF } from './grants.ts';
import { isGranted } from './held.ts';
import { rowsOf } from './rows-of.ts';
import type { AccessRow, AccessTable } from './table.ts';

/** The account that a verified token names, with its roles and the factors that were given (RFC 8176). */
export interface Caller {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly amr: readonly string[];
}

/**
 * The policy of a caller for the API that `methodArn` belongs to, ready to `build`. A caller without any right on it, and
 * an API that is not in the table, get a denial of everything. Throws `PolicyError` when an ARN or a row is malformed.
 * @example
 * const table: AccessTable = { orders: [{ verb: 'GET', path: '/orders', roles: ['clerk'] }] };
 * const caller = { subject: 'account-1', roles: ['clerk'], amr: ['pwd'] };
 * const policy = await policyFor(table, caller, event.methodArn);
 * const answer = policy.build();
 */
export const policyFor = async (
  table: AccessTable,
  caller: Caller,
  methodArn: string,
): Promise<PolicyBuilder> => {
  const arn = parseMethodArn(methodArn);
  const policy = PolicyBuilder.forMethodArn(caller.subject, methodArn);
  const rows = rowsOf(table, fileOf(arn));
  return arn.routeKey === undefined ? allowMethods(policy, rows, caller) : allowRoutes(policy, rows, caller);
};

/** `/users/42` is of the file `users`, `$connect` of the file `$connect`. */
const fileOf = ({ routeKey, path }: MethodArn): string => routeKey ?? path.split('/')[1] ?? '';

const allowMethods = async (
  policy: PolicyBuilder,
  rows: readonly AccessRow[],
  caller: Caller,
): Promise<PolicyBuilder> => {
  const { allow, deny } = await grantsOf(rows, caller);
  if (allow.length === 0) return policy.denyAllMethods();
  const own = <Route extends { readonly path: string }>(route: Route): Route => ({
    ...route,
    path: route.path.replaceAll(SELF, () => caller.subject),
  });
  return policy.addGrants({ allow: allow.map(own), deny: deny.map(own) });
};

const allowRoutes = (policy: PolicyBuilder, rows: readonly AccessRow[], caller: Caller): PolicyBuilder => {
  const routes = rows.filter((row) => 'routeKey' in row);
  const allowed = routes.filter((row) => isGranted(row, caller));
  if (allowed.length === 0) return policy.denyRoute('*');
  return allowed.reduce((built, { routeKey }) => built.allowRoute(routeKey), policy);
};

// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import { policyFor, type AccessTable } from '../index.ts';

export const mistakesInTables: readonly AccessTable[] = [
  // @ts-expect-error -- roles are a list
  { orders: [{ verb: 'GET', path: '/orders', roles: 'clerk' }] },
  // @ts-expect-error -- roles have names
  { orders: [{ verb: 'GET', path: '/orders', roles: [7] }] },
  // @ts-expect-error -- no such method
  { orders: [{ verb: 'LIST', path: '/orders', roles: ['clerk'] }] },
  // @ts-expect-error -- a row of a method has a path
  { orders: [{ verb: 'GET', roles: ['clerk'] }] },
  // @ts-expect-error -- `self` is on, or the name of a parameter
  { orders: [{ verb: 'GET', path: '/orders', self: false }] },
  // @ts-expect-error -- a member that nobody reads would narrow nothing
  { orders: [{ verb: 'GET', path: '/orders', role: 'clerk' }] },
];

export const mistakesOfAuthorizers = async (table: AccessTable, methodArn: string): Promise<void> => {
  // @ts-expect-error -- the factors of the login count too
  await policyFor(table, { subject: 'c1', roles: ['clerk'] }, methodArn);
  // @ts-expect-error -- roles are a list
  await policyFor(table, { subject: 'c1', roles: 'clerk', amr: [] }, methodArn);
  // @ts-expect-error -- the table has no other forms than a list of rows
  await policyFor({ orders: '*' }, { subject: 'c1', roles: [], amr: [] }, methodArn);
};

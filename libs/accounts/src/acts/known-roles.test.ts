import { expect, test } from '@jest/globals';
import { accessVariables, readEnvironment } from '@gatehouse/config';
import { createKnownRoles } from './index.ts';

const onFailure = (error: Error): never => {
  throw error;
};

const rolesOf = (env: Readonly<Record<string, string>>) =>
  createKnownRoles({ reference: readEnvironment(env, accessVariables).ACCESS_TABLE, env, onFailure })();

test('are those of Gatehouse’s own rows', async () => {
  expect(await rolesOf({})).toEqual(['admin']);
});

test('are those of ACCESS_TABLE too, and user is none of them', async () => {
  const orders = [
    { verb: 'GET', path: '/orders', roles: ['clerk', 'user'] },
    { verb: 'POST', path: '/orders', roles: ['porter', 'clerk'] },
  ];
  expect(await rolesOf({ ACCESS_TABLE: JSON.stringify({ orders }) })).toEqual(['admin', 'clerk', 'porter']);
});

test('cannot be told from a table that is bad', async () => {
  await expect(rolesOf({ ACCESS_TABLE: '[]' })).rejects.toThrow('ACCESS_TABLE (in place)');
});

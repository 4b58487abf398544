import { expect, test } from '@jest/globals';
import { knownRoles } from './known-roles.ts';

const fail = (error: Error): never => {
  throw error;
};

test('are those of Gatehouse’s own rows', async () => {
  expect(await knownRoles({}, fail)).toEqual(['admin']);
});

test('are those of ACCESS_TABLE too, and user is none of them', async () => {
  const orders = [
    { verb: 'GET', path: '/orders', roles: ['clerk', 'user'] },
    { verb: 'POST', path: '/orders', roles: ['porter', 'clerk'] },
  ];
  expect(await knownRoles({ ACCESS_TABLE: JSON.stringify({ orders }) }, fail)).toEqual([
    'admin',
    'clerk',
    'porter',
  ]);
});

test('cannot be told from a table that is bad', async () => {
  await expect(knownRoles({ ACCESS_TABLE: '[]' }, fail)).rejects.toThrow('ACCESS_TABLE (in place)');
});

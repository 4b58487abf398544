import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { claimsOf, clientOf, newPerson, signUp, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

const ORDERS = [{ verb: 'GET', path: '/orders', roles: ['clerk'] }];

let gateway: RunningGateway;
let call: Client;
beforeAll(async () => {
  gateway = await startGateway(
    { name: 'SQLite', databaseUrl: null },
    { ACCESS_TABLE: JSON.stringify({ orders: ORDERS }) },
  );
  call = clientOf(gateway.url);
});
afterAll(() => gateway?.stop());

const rolesAfterRefresh = async (refreshToken: string): Promise<readonly [unknown, string]> => {
  const { body } = await call('POST', '/auth/refresh', { body: { refresh_token: refreshToken } });
  return [claimsOf(body.access_token as string).roles, body.refresh_token as string];
};

test('a role of an access table is granted, and the token of the next refresh has it', async () => {
  const { person, tokens } = await signUp(call);
  expect(await gateway.operate('admin', 'grant', person.email, 'clerk')).toContain('has the role clerk');
  const [granted, next] = await rolesAfterRefresh(tokens.refresh_token);
  expect(granted).toEqual(['user', 'clerk']);
  await gateway.operate('admin', 'revoke', person.email, 'clerk');
  expect((await rolesAfterRefresh(next))[0]).toEqual(['user']);
});

describe('refused with a sentence and exit code 1 is', () => {
  test.each([
    [
      'a role that no access table names',
      ['grant', 'clrk'],
      'no access table names the role clrk; there are: admin, clerk',
    ],
    [
      'the revocation of one that the account has not',
      ['revoke', 'clrk'],
      'no access table names the role clrk',
    ],
    ['user', ['grant', 'user'], 'user is given to every account'],
    ['user by force', ['revoke', 'user', '--force'], 'user is given to every account'],
    ['what is no name of a role', ['grant', 'Clerk', '--force'], 'a role is a name'],
    ['a role for what takes none', ['disable', 'clerk'], 'usage: npm run admin'],
    ['force for what takes none', ['enable', '--force'], 'usage: npm run admin'],
  ])('%s', async (_what, [act = '', ...rest], sentence) => {
    const { person } = await signUp(call, newPerson());
    await expect(gateway.operate('admin', act, person.email, ...rest)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(sentence),
      stdout: '',
    });
  });
});

test('a role that no table names yet is granted by force, and taken without', async () => {
  const { person, tokens } = await signUp(call);
  await gateway.operate('admin', 'grant', person.email, 'night-porter', '--force');
  const [granted, next] = await rolesAfterRefresh(tokens.refresh_token);
  expect(granted).toEqual(['user', 'night-porter']);
  await gateway.operate('admin', 'revoke', person.email, 'night-porter');
  expect((await rolesAfterRefresh(next))[0]).toEqual(['user']);
});

import { describe, expect, test } from '@jest/globals';
import { evaluate, type AuthorizerResult } from '@gatehouse/policy';
import fc from 'fast-check';
import { accessTable, answerFor, policyFor, type AccessTable, type Caller } from './index.ts';
import type { MethodRow } from './table.ts';

const API = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1';
const SUBJECT = '1a2b3c4d-0000-4000-8000-000000000001';
const USER: Caller = { subject: SUBJECT, roles: ['user'], amr: ['pwd'] };

const contextOf = ({ subject, roles, amr }: Caller) => ({
  sub: subject,
  roles: roles.join(' '),
  amr: amr.join(' '),
});

const built = async (table: AccessTable, caller: Caller, arn: string): Promise<AuthorizerResult> =>
  (await policyFor(table, caller, arn)).build(contextOf(caller));

/** The answer when it is asked for the first time, and when it is known how it looks. */
const answersFor = async (table: AccessTable, caller: Caller, arn: string) => {
  const ask = () => answerFor(table, caller, arn, contextOf(caller));
  return [await ask(), await ask()];
};

const ORDERS: readonly MethodRow[] = [
  { verb: 'GET', path: '/orders', roles: ['clerk', 'auditor'] },
  { verb: 'GET', path: '/orders/{id}', self: 'id', roles: ['clerk'] },
  { verb: 'GET', path: '/orders/{id}/items/{item}', self: 'id' },
  { verb: 'DELETE', path: '/orders/{id}', roles: ['clerk'], mfa: true },
  { verb: 'POST', path: '/orders/{proxy+}', self: true },
];

describe('the answer', () => {
  test('is the one of the builder, whoever calls which API, at the first call and at later ones', async () => {
    const table = { ...accessTable, orders: ORDERS };
    const roles = fc.subarray(['user', 'admin', 'clerk', 'auditor', 'unknown']);
    const amr = fc.subarray(['pwd', 'otp', 'mfa']);
    const subject = fc.constantFrom(SUBJECT, 'x'.repeat(128), 'me', 'a_B-7');
    const method = fc.constantFrom(
      ...['GET/users/me', 'GET/orders/7', 'POST/auth/password', 'GET/invoices/1', 'GET/', 'GET', '$connect'],
    );
    const stage = fc.constantFrom('v1', '$default', 's'.repeat(128));
    await fc.assert(
      fc.asyncProperty(roles, amr, subject, method, stage, async (held, factors, id, called, name) => {
        const caller = { subject: id, roles: held.toReversed(), amr: factors };
        const arn = `${API.replace('v1', name)}/${called}`;
        const expected = await built(table, caller, arn);
        for (const answer of await answersFor(table, caller, arn)) {
          if (id !== 'me') expect(answer).toEqual(expected);
          expect(answer.context).toEqual(expected.context);
          for (const path of ['GET/users/me', 'GET/users', 'GET/orders/7', `GET/orders/${id}/items/3`]) {
            const request = { action: 'execute-api:Invoke', resource: `${API.replace('v1', name)}/${path}` };
            expect(evaluate(answer.policyDocument, request)).toBe(evaluate(expected.policyDocument, request));
          }
        }
      }),
    );
  });

  test('is there at once from the second call on, of whoever holds the same', async () => {
    const table = { orders: [...ORDERS] };
    const arn = `${API}/GET/orders/7`;
    const first = answerFor(table, USER, arn, {});
    expect(first).toBeInstanceOf(Promise);
    await first;
    const other = { subject: 'account-2', roles: ['unknown'], amr: [] };
    expect(answerFor(table, other, `${API}/POST/orders/8`, {})).toEqual(
      (await policyFor(table, other, arn)).build({}),
    );
    expect(answerFor(table, { ...USER, roles: ['clerk'] }, arn, {})).toBeInstanceOf(Promise);
  });

  test('is of no earlier table than the one that is given', async () => {
    const arn = `${API}/GET/orders/7`;
    const closed = { orders: [{ verb: 'GET' as const, path: '/orders', roles: ['clerk'] }] };
    const open = { orders: [{ verb: 'GET' as const, path: '/orders', self: true as const }] };
    for (const [table, effect] of [
      [closed, 'Deny'],
      [open, 'Allow'],
      [closed, 'Deny'],
    ] as const)
      for (const answer of await answersFor(table, USER, arn))
        expect(answer.policyDocument.Statement).toMatchObject([{ Effect: effect }]);
  });

  test('shares nothing with the next one that could be changed', async () => {
    const [, one] = await answersFor(accessTable, USER, `${API}/GET/users/me`);
    one!.policyDocument.Statement[0]!.Resource.push('*');
    one!.policyDocument.Statement[0]!.Effect = 'Deny';
    const [, next] = await answersFor(accessTable, USER, `${API}/GET/users/me`);
    expect(next).toEqual(await built(accessTable, USER, `${API}/GET/users/me`));
  });

  test.each([
    ['an ARN that is none', 'arn:aws:execute-api:x', USER, {}],
    ['a verb that is none', `${API}/GIT/users/me`, USER, {}],
    ['every verb', `${API}/*/users`, USER, {}],
    ['an id that no path can have', `${API}/GET/users/me`, { ...USER, subject: 'a/b c' }, {}],
    ['no id', `${API}/GET/users/me`, { ...USER, subject: '' }, {}],
    ['a context that is not flat', `${API}/GET/users/me`, USER, { sub: {} }],
    ['a context that is no plain object', `${API}/GET/users/me`, USER, new Map()],
    ['a context that is too large', `${API}/GET/users/me`, USER, { roles: 'x'.repeat(8_192) }],
  ])(
    'for %s is refused as the builder refuses it, also when others were answered',
    async (_what, arn, caller, context) => {
      await answersFor(accessTable, USER, `${API}/GET/users/me`);
      const ask = async () => answerFor(accessTable, caller, arn, context as never);
      const expected = await policyFor(accessTable, caller, arn)
        .then((policy) => policy.build(context as never))
        .catch((error: unknown) => error);
      expect(expected).toBeInstanceOf(Error);
      for (let call = 0; call < 2; call += 1) await expect(ask()).rejects.toEqual(expected);
    },
  );

  test('is built where it may be too large, up to the last byte', async () => {
    const arn = `${API}/GET/users/me`;
    const bare = JSON.stringify((await policyFor(accessTable, USER, arn)).build({ note: '' })).length;
    const fits = { note: 'x'.repeat(8_192 - bare) };
    await answersFor(accessTable, USER, arn);
    expect(JSON.stringify(await answerFor(accessTable, USER, arn, fits))).toHaveLength(8_192);
    const ask = async () => answerFor(accessTable, USER, arn, { note: `${fits.note}x` });
    await expect(ask()).rejects.toMatchObject({ code: 'policy_too_large' });
  });

  test('for an id that makes a resource too long is refused, and for a shorter one given', async () => {
    const path = `/long/${'p'.repeat(190)}/{id}/${'q'.repeat(130)}`;
    const table: AccessTable = { long: [{ verb: 'GET', path, self: 'id' }] };
    const arn = `${API}/GET/long/7`;
    const long = { ...USER, subject: 'x'.repeat(128) };
    for (let call = 0; call < 2; call += 1) {
      expect(await answerFor(table, { ...USER, subject: 'short' }, arn, {})).toMatchObject({
        principalId: 'short',
      });
      await expect((async () => answerFor(table, long, arn, {}))()).rejects.toMatchObject({
        code: 'resource_too_long',
      });
    }
  });

  test('is right also when more stages and roles were asked for than are kept', async () => {
    const rows = Array.from({ length: 8 }, (_, index) => ({
      verb: 'GET' as const,
      path: `/x/${index}`,
      roles: [`r${index}`],
    }));
    const table: AccessTable = { x: rows };
    for (let held = 0; held < 256; held += 1) {
      const roles = rows.flatMap((row, index) => ((held >> index) & 1 ? row.roles : []));
      const caller = { ...USER, roles };
      const arn = `${API}${held % 40}/GET/x/1`;
      expect(await answerFor(table, caller, arn, {})).toEqual(
        (await policyFor(table, caller, arn)).build({}),
      );
    }
  });
});

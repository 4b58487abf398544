import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { policyFor } from '@gatehouse/access';
import { parseAccessTable } from '@gatehouse/access/parse';
import { evaluate } from '@gatehouse/policy/evaluate';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const page = read('docs/guard-your-api.md');
const examples = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\n([^]*?)\`\`\``, 'gm'))].map(
    ([, , text = '']) => text,
  );

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: { readonly Auth?: unknown } }>
  >;
}
const templateOf = (text: string): Template => parse(text, { logLevel: 'silent', merge: true }) as Template;
const authOf = ({ Resources }: Template): unknown =>
  Object.values(Resources).find(({ Type }) => Type === 'AWS::Serverless::Api')?.Properties.Auth;

const API = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/v1';

/** What a call of the page's table is answered with, for an account with these roles. */
const statusOf = async (tableText: string, roles: readonly string[], call: string): Promise<number> => {
  const table = await parseAccessTable(tableText);
  const account = { subject: 'ada', roles, amr: ['pwd'] };
  const { policyDocument } = (await policyFor(table, account, `${API}/GET/orders`)).build({});
  const resource = `${API}/${call.replace(' ', '')}`;
  return evaluate(policyDocument, { action: 'execute-api:Invoke', resource }) === 'allow' ? 200 : 403;
};

describe('the page on guarding an API of your own', () => {
  test.each(examples('json'))('has a table that the authorizer takes: %s', async (table) => {
    expect(Object.keys(await parseAccessTable(table))).toHaveLength(1);
  });

  test('guards a REST API as the users API is guarded', () => {
    const [shown = '', ...others] = examples('yaml');
    const template = templateOf(shown);
    const users = templateOf(read('apps/users/template.yaml'));
    expect(authOf(template)).toEqual(authOf(users));
    expect(template.Conditions['ChecksSessions']).toEqual(users.Conditions['ChecksSessions']);
    for (const [name, { Default }] of Object.entries(template.Parameters))
      expect(users.Parameters[name]?.Default).toBe(Default);
    for (const other of others) expect(() => templateOf(other)).not.toThrow();
  });

  test('imports what the authorizer exports', () => {
    const exported = /Sub \$\{AWS::StackName\}(-\w+Arn)/.exec(read('apps/authorizer/template.yaml'))?.[1];
    const imported = [...page.matchAll(/ImportValue: !Sub \$\{AuthorizerStack\}(-\w+)/g)].map(
      ([, name]) => name,
    );
    expect(imported.length).toBeGreaterThan(2);
    expect(new Set(imported)).toEqual(new Set([exported]));
  });

  const [table = ''] = examples('json');

  test('says what the clerk may call, before the grant and after it', async () => {
    const lines = [...page.matchAll(/^\| `([A-Z]+ \/orders\S*)` +\| (\d+) +\| (\d+) +\|$/gm)];
    expect(lines).toHaveLength(4);
    for (const [, call = '', before, after] of lines) {
      expect([call, await statusOf(table, ['user'], call)]).toEqual([call, Number(before)]);
      expect([call, await statusOf(table, ['user', 'clerk'], call)]).toEqual([call, Number(after)]);
    }
  });

  test('closes a deeper route by a row of its own, which a wider parameter reaches without one', async () => {
    const call = 'GET /orders/7/notes';
    const { orders = [] } = await parseAccessTable(table);
    const notes = { verb: 'GET', path: '/orders/{customer}/notes', roles: ['auditor'] };
    const withRow = JSON.stringify({ orders: [...orders, notes] });
    expect(await statusOf(table, ['user', 'clerk'], call)).toBe(200);
    expect(await statusOf(withRow, ['user', 'clerk'], call)).toBe(403);
    expect(await statusOf(withRow, ['user', 'auditor'], call)).toBe(200);
    expect(await statusOf(table, ['user', 'clerk'], 'GET /invoices/7')).toBe(403);
  });
});

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseAccessTable } from '@gatehouse/access/parse';
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
});

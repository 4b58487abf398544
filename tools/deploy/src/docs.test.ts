import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readRequest, type Request } from './request.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The commands of the pages, lines that go on joined. */
const pages = ['docs/deploy.md', 'docs/guard-your-api.md'].map((file) =>
  readFileSync(join(root, file), 'utf8'),
);
const commands = [...pages.join('\n').matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.replace(/\\\n\s*/g, '').split('\n'))
  .map((line) => line.replace(/\s+#.*/, '').trim());

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string | number }>>;
}

const templateOf = (app: string): string => readFileSync(join(root, `apps/${app}/template.yaml`), 'utf8');
const parameters = new Map(
  ['authorizer', 'auth', 'users'].map((app) => {
    const template = parse(templateOf(app), { logLevel: 'silent', merge: true }) as Template;
    return [app, template.Parameters];
  }),
);
const parametersOf = (app: string): Template['Parameters'] => parameters.get(app) ?? {};

const requestOf = (line: string): Request => {
  const filled = line
    .replace('$ISSUER', 'https://id.example.com')
    .replace(/\$(TOPIC|BOUNDARY)/, 'arn:aws:sns:a:1:b');
  const [, app = '', rest = ''] = /^npx nx run (\w+):deploy(?: -- (.*))?$/.exec(filled) ?? [];
  return readRequest([app, ...rest.split(' ').filter((word) => word !== '')], root);
};

describe('the pages on deploying', () => {
  const deployments = commands.filter((line) => line.startsWith('npx nx run '));
  test.each(deployments)('%s', (line) => {
    expect(() => requestOf(line)).not.toThrow();
  });

  test('name all that a stack has to be told at its first deployment', () => {
    const requests = deployments.map(requestOf);
    const first = new Map(requests.toReversed().map((request) => [request.stackName, request]));
    expect(first.size).toBe(6);
    for (const { app, parameters } of first.values()) {
      const known = Object.entries(parametersOf(app));
      const required = known.filter(([, { Default }]) => Default === undefined).map(([name]) => name);
      expect(Object.keys(parameters)).toEqual(expect.arrayContaining(required));
      const keys = ['JwtJwks', 'JwtPrivateKeys'].filter((name) => name in parametersOf(app));
      expect(Object.keys(parameters)).toEqual(expect.arrayContaining(keys));
    }
  });

  test('say how many concurrent executions the templates set aside', () => {
    const counts = ['authorizer', 'auth', 'users'].flatMap((app) =>
      [...templateOf(app).matchAll(/ReservedConcurrentExecutions: !If \[\w+, !Ref (\w+)/g)].map(
        ([, name = '']) => Number(parametersOf(app)[name]?.Default),
      ),
    );
    const aside = counts.reduce((sum, count) => sum + count, 0);
    expect(pages[0]).toContain(
      `quota of ${aside + 100} concurrent executions. The templates set ${aside} aside`,
    );
  });

  const stacks = commands.filter((line) => line.startsWith('aws cloudformation deploy '));
  test.each(stacks)('%s', (line) => {
    const [, file = ''] = /--template-file (\S+)/.exec(line) ?? [];
    const template: unknown = parse(readFileSync(join(root, file), 'utf8'), { logLevel: 'silent' });
    const [, given = ''] = /--parameter-overrides (.*)$/.exec(line) ?? [];
    for (const word of given.split(' '))
      expect(template).toHaveProperty(['Parameters', word.split('=')[0] ?? '']);
  });

  test('names scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = commands.flatMap((line) => /npm run ([\w-]+)/.exec(line)?.[1] ?? []);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

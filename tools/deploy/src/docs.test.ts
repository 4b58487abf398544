import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readRequest } from './request.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The commands of the pages, lines that go on joined. */
const pages = ['docs/deploy.md', 'docs/guard-your-api.md'].map((file) =>
  readFileSync(join(root, file), 'utf8'),
);
const commands = [...pages.join('\n').matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.replace(/\\\n\s*/g, '').split('\n'))
  .map((line) => line.replace(/\s+#.*/, '').trim());

describe('the pages on deploying', () => {
  const deployments = commands.filter((line) => line.startsWith('npx nx run '));
  test.each(deployments)('%s', (line) => {
    const [, app = '', rest = ''] = /^npx nx run (\w+):deploy(?: -- (.*))?$/.exec(line) ?? [];
    expect(() => readRequest([app, ...rest.split(' ').filter((word) => word !== '')], root)).not.toThrow();
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
    expect(existsSync(join(root, 'libs/hashing/README.md'))).toBe(true);
  });
});

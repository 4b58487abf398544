import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { awsOnDemand, createReferenceProvider, integer, readEnvironment, reference, text } from './index.ts';

test('the example of the README works as it stands there', async () => {
  const env = { JWT_AUDIENCE: 'shop', PASSWORD_PEPPERS: 'ssm:/shop/peppers' };
  const config = readEnvironment(env, {
    JWT_AUDIENCE: text({ localFallback: 'gatehouse' }),
    ACCESS_TOKEN_TTL_SECONDS: integer({ min: 1, max: 86_400, fallback: 300 }),
    PASSWORD_PEPPERS: reference({ fallback: null }),
  });
  const peppers =
    config.PASSWORD_PEPPERS &&
    createReferenceProvider({
      reference: config.PASSWORD_PEPPERS,
      remote: awsOnDemand(env),
      parse: (value) => value.split(','),
    });
  expect(config).toEqual({
    JWT_AUDIENCE: 'shop',
    ACCESS_TOKEN_TTL_SECONDS: 300,
    PASSWORD_PEPPERS: { from: 'ssm', variable: 'PASSWORD_PEPPERS', path: '/shop/peppers' },
  });
  await expect(peppers?.current()).rejects.toMatchObject({ reason: 'denied' });
});

test('the README shows what the test above runs', async () => {
  const squeeze = (code: string): string => code.replace(/\s+/g, '');
  const here = squeeze(await readFile(new URL(import.meta.url), 'utf8'));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const statements = example
    .replace(/^import [^;]*;/gm, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .split('\n\n');
  for (const statement of statements) expect(here).toContain(squeeze(statement));
});

// What a page loads of the client: how much it is, and how little it asks of its platform.
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { apiOf, json, problem, tokens } from './testing/made-up-api.ts';
import type { createClient } from './index.ts';

const bundleOf = (contents: string, globalName?: string): string => {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    ...{ bundle: true, minify: true, write: false, platform: 'browser', target: 'es2020' },
    ...(globalName === undefined ? { format: 'esm' } : { format: 'iife', globalName }),
  });
  return outputFiles[0]?.text ?? '';
};

test('a page loads 5,000 bytes at most, gzipped', () => {
  const bytes = gzipSync(bundleOf("export { createClient } from './index.ts'")).length;
  expect(bytes).toBeLessThanOrEqual(5_000);
});

test('nothing of a declaration is in it', () => {
  expect(bundleOf("export * from './index.ts'")).not.toMatch(/typebox|additionalProperties|Opens a session/);
});

test('it runs where there is as little as in React Native: no locks, no atob, no URLSearchParams', async () => {
  const { fetch, paths } = apiOf(({ url, token }) => {
    if (url.includes('/auth/')) return json(200, tokens(url.endsWith('refresh') ? 'second' : 'first'));
    return token === 'access-second' ? json(200, { ok: true }) : problem(401, 'unauthorized');
  });
  const platform = createContext({ fetch, Headers, AbortController, setTimeout, clearTimeout });
  runInContext(`${bundleOf("export { createClient } from './index.ts'", 'gatehouse')}`, platform);
  const { gatehouse } = platform as { gatehouse: { createClient: typeof createClient } };
  const client = gatehouse.createClient({ baseUrl: 'http://api' });
  await client.auth.login({ email: 'ada@example.com', password: 'x' });
  expect(await client.users.list({ limit: 2 })).toEqual({ ok: true });
  expect(paths()).toEqual([
    'POST /auth/login',
    'GET /users?limit=2',
    'POST /auth/refresh',
    'GET /users?limit=2',
  ]);
});

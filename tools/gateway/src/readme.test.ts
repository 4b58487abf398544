import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startGateway } from './index.ts';

test("the README's example runs", async () => {
  const gateway = await startGateway({
    appFolders: ['tools/gateway/fixtures/shop', 'tools/gateway/fixtures/gate'],
    localValues: (port) => ({ GREETING: `hello from port ${port}` }),
  });
  const answer = await fetch(`http://127.0.0.1:${gateway.port}/`);
  await gateway.stop();

  expect(answer.status).toBe(200);
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
  const source = await readFile(join(import.meta.dirname, 'readme.test.ts'), 'utf8');
  const example = /```ts\nimport .*\n\n([^]*?)```/.exec(readme)?.[1] ?? '';
  expect(example).toContain('startGateway');
  for (const line of example.trim().split('\n')) expect(source).toContain(line);
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startGateway } from './index.ts';
import { temporaryFolder } from './testing/folders.ts';

test("the README's example runs", async () => {
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
  await using folder = await temporaryFolder();
  const files = [...readme.matchAll(/```(?:yaml|js)\n(?:#|\/\/) (hello\/\S+)\n([^]*?)```/g)];
  for (const [, name = '', text = ''] of files) await folder.write(name, text);
  expect(files.map(([, name]) => name)).toEqual(['hello/template.yaml', 'hello/src/hello.mjs']);

  const gateway = await startGateway({ appFolders: [join(folder.path, 'hello')] });
  const url = `http://127.0.0.1:${gateway.port}/hello/you`;
  const answer = await fetch(url, { headers: { authorization: 'let me in' } });
  expect(await answer.text()).toBe('hello you, from ada');
  expect((await fetch(url)).status).toBe(401);
  await gateway.stop();
});

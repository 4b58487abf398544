import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

test('the example of the README runs', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(example).toContain('startGatehouse');
  const cwd = resolve(import.meta.dirname, '../../..');
  const args = ['--input-type=module-typescript', '--eval', example];
  await promisify(execFile)(process.execPath, args, { cwd });
});

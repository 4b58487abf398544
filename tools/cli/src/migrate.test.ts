// How the command ends that a deployment runs before its release: with a line that an operator can act on.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

test.each([
  ['mongodb://ada:s3cret@127.0.0.1:1/db?maxPoolSize=s3cret', /takes, .* refuses maxPoolSize$/],
  [
    'mongodb://ada:s3cret@127.0.0.1:1/db?compressors=snappy',
    /needs the package snappy: it is not installed$/,
  ],
  ['dynamodb://eu-central-1/s3cret?table=s3cret', /must have no option but endpoint, and that once$/],
  ['file:/nowhere/s3cret-url', /^there is no such file \(file:\/nowhere\/s3cret-url\)$/],
])('says which rule DATABASE_URL breaks, and asks no server: %s', async (url, rule) => {
  const env = { PATH: process.env['PATH'], DATABASE_URL: url };
  const ended = promisify(execFile)(process.execPath, [join(import.meta.dirname, 'migrate.ts')], { env });
  const { code, stderr } = (await ended.catch((error: unknown) => error)) as { code: number; stderr: string };
  const [, line = '', ...more] = stderr.trim().split('\n');
  expect({ code, more }).toEqual({ code: 1, more: [] });
  expect(line.replace(/^ {2}DATABASE_URL: /, '')).toMatch(rule);
  expect(line.replace(/\(file:.*\)/, '')).not.toContain('s3cret');
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test.each([{}, { GATEHOUSE_URL: '' }])(
  'the smoke test of no deployment is an error, in one sentence: %j',
  (env) => {
    const script = join(import.meta.dirname, 'smoke.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trim()).toMatch(/^npm run smoke: set GATEHOUSE_URL .*$/);
  },
);

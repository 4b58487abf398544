import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { originOf } from './testing/origin-of.ts';

const root = resolve(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/walk-through.md'), 'utf8');

/** What a newcomer pastes once the gateway is up: the blocks of the page but the first, which starts it. */
const [, ...pasted] = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);

// It starts the whole house.
const long =
  process.env['LONG_TESTS'] === '1' ? test : (name: string) => leaveOut(name, 'LONG_TESTS is not 1');

long('the walk-through of the docs answers as they say, pasted into a shell', async () => {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-readme-'));
  const env = { ...process.env, GATEHOUSE_HOME: home, PORT: '0' };
  const gateway = spawn(process.execPath, ['tools/gateway/src/main.ts', '--no-watch'], { cwd: root, env });
  try {
    const origin = await originOf(gateway);
    const script = pasted.join('\n').replace('http://127.0.0.1:3000', origin);
    const { stdout } = await promisify(execFile)('sh', ['-euc', script], { cwd: root, env });
    expect(stdout.match(/"code":"\w+"|is an admin|"items":/g)).toEqual([
      '"code":"unauthorized"',
      '"code":"forbidden"',
      'is an admin',
      '"items":',
      '"code":"invalid_grant"',
      '"code":"unauthorized"',
    ]);
    expect(stdout.match(/"email":"ada@example.com"/g)).toHaveLength(3);
  } finally {
    gateway.kill();
    await once(gateway, 'close');
    rmSync(home, { recursive: true });
  }
});

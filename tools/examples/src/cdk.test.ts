// docs/guard/cdk.md as AWS CDK takes it.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { expectAttached } from './attached.ts';
import { hasIac, projectWith, snippetOf } from './page.ts';
import { workspace } from './stranger.ts';

const run = promisify(execFile);

const declare = (): void => {
  const project = (): string => {
    const folder = projectWith({
      'package.json': '{"type":"module"}',
      'orders.ts': snippetOf('cdk.md', 'ts'),
    });
    mkdirSync(join(folder, 'dist'));
    writeFileSync(
      join(folder, 'dist/orders.mjs'),
      'export const handler = async () => ({ statusCode: 200 });',
    );
    return folder;
  };

  test('the page is a stack whose APIs ask the authorizer, with the right cache and the permissions', async () => {
    const folder = project();
    // What is synthesised when a program ends, it writes where this variable says.
    const env = { ...process.env, CDK_OUTDIR: join(folder, 'out') };
    await run(process.execPath, ['orders.ts'], { cwd: folder, env });
    expectAttached(JSON.parse(readFileSync(join(folder, 'out/Orders.template.json'), 'utf8')));
    rmSync(folder, { recursive: true });
  });

  test('the page compiles', async () => {
    const folder = project();
    const tsc = join(workspace, 'node_modules/typescript/bin/tsc');
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext'];
    const types = ['--typeRoots', join(workspace, 'node_modules/@types'), '--types', 'node'];
    const { stdout } = await run(process.execPath, [tsc, ...flags, ...types, 'orders.ts'], { cwd: folder });
    expect(stdout).toBe('');
    rmSync(folder, { recursive: true });
  });
};

if (hasIac) describe('the page for AWS CDK', declare);
else leaveOut('docs/guard/cdk.md', 'npm ci --prefix tools/examples/iac has not run');

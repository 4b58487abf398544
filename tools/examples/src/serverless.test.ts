// docs/guard/serverless.md as osls takes it.
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { expectAttached } from './attached.ts';
import { hasIac, iacModules, projectWith, snippetOf } from './page.ts';

const declare = (): void => {
  test('the page is a service whose APIs ask the authorizer, with the right cache and the permissions', async () => {
    const folder = projectWith({
      'package.json': '{"type":"module"}',
      'serverless.yml': snippetOf('serverless.md', 'yaml'),
      'orders.js':
        'export const list = async () => ({ statusCode: 200 }); export { list as place, list as whoami };',
    });
    const osls = join(iacModules, 'osls/bin/serverless.js');
    await promisify(execFile)(process.execPath, [osls, 'package'], { cwd: folder });
    const template = join(folder, '.serverless/cloudformation-template-update-stack.json');
    expectAttached(JSON.parse(readFileSync(template, 'utf8')));
    rmSync(folder, { recursive: true });
  });
};

if (hasIac) describe('the page for the Serverless Framework', declare);
else leaveOut('docs/guard/serverless.md', 'npm ci --prefix tools/examples/iac has not run');

// How commands end on a database that is there and has nothing in it yet.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

test('a command on a database that is not there, or was never migrated, names the command that does it', async () => {
  const home = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
  const refusal = async (): Promise<string> => {
    const env = { PATH: process.env['PATH'], GATEHOUSE_HOME: home, NODE_NO_WARNINGS: '1' };
    const args = [join(import.meta.dirname, 'admin.ts'), 'list'];
    const ended = await promisify(execFile)(process.execPath, args, { env }).catch((error: unknown) => error);
    return (ended as { readonly stderr: string }).stderr;
  };
  try {
    expect(await refusal()).toMatch(/^npm run admin: .* there is none yet, npm run migrate makes it/);
    await writeFile(join(home, 'gatehouse.db'), '');
    expect(await refusal()).toMatch(/^npm run admin: .* schema version 0 .*: npm run migrate\n$/);
  } finally {
    await rm(home, { recursive: true });
  }
});

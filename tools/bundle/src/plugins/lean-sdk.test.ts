// That the client of DynamoDB works as a zip has it: against an engine that speaks DynamoDB, with credentials of the environment.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { leaveOut, startDynalite, whyNoDynalite } from '@gatehouse/test-support';
import { build } from 'esbuild';
import { ROOT, temporaryFolder } from '../testing/unpacked-app.ts';
import { leanSdk } from './lean-sdk.ts';
import { nodeBuiltins } from './node-builtins.ts';

interface Client {
  send(command: unknown): Promise<{ readonly TableNames?: readonly string[] }>;
  readonly config: { credentials(): Promise<{ readonly accessKeyId: string }> };
}

interface Sdk {
  readonly DynamoDBClient: new (options: object) => Client;
  readonly ListTablesCommand: new (input: object) => unknown;
}

const bundled = async (folder: string): Promise<Sdk> => {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';`,
      resolveDir: join(ROOT, 'libs/db'),
    },
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [leanSdk(), nodeBuiltins(ROOT)],
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((path) => /dist-cjs|nested-clients\/|sso|bowser|event-streams/.test(path))).toEqual(
    [],
  );
  const file = join(folder, 'sdk.mjs');
  await writeFile(file, outputFiles[0]?.contents ?? '');
  return (await import(pathToFileURL(file).href)) as Sdk;
};

const declare = (): void =>
  test('the lean client signs by the credentials of the environment, and is answered', async () => {
    const [folder, engine] = [await temporaryFolder(), await startDynalite()];
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' });
    const { DynamoDBClient, ListTablesCommand } = await bundled(folder.path);
    const client = new DynamoDBClient({ region: 'eu-central-1', endpoint: engine.endpoint });
    expect((await client.config.credentials()).accessKeyId).toBe('AKIA');
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await engine.stop();
    await folder.remove();
  });

const missing = whyNoDynalite();
if (missing === null) declare();
else leaveOut('the client of DynamoDB as a zip has it', missing);

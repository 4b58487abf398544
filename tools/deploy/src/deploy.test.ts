import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createWorkspace, X86_64, type Workspace } from './testing/workspace.ts';

let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
  workspace.packageApp('one');
});
afterEach(() => workspace.remove());

const deployCall = (): readonly string[] => workspace.calls().find(([, verb]) => verb === 'deploy') ?? [];

describe('a deployment', () => {
  test('packages, deploys, keeps a release with its statement and prints the outputs, in this order', async () => {
    const { error, output } = await workspace.run(['JwtIssuer=https://a.example/?x=y', '--stage', 'v2']);
    expect(error).toBeNull();
    expect(workspace.calls().map(([service, verb]) => `${service} ${verb}`)).toEqual([
      'cloudformation describe-stacks',
      'cloudformation package',
      'cloudformation deploy',
      's3 cp',
      's3 cp',
      'cloudformation describe-stacks',
    ]);
    expect(workspace.packaged()).toEqual(['demo as always']);
    expect(workspace.stack('gatehouse-demo')).toMatchObject({
      JwtIssuer: 'https://a.example/?x=y',
      StageName: 'v2',
      Architecture: 'arm64',
      Version: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(output).toContain('JwtIssuer  https://a.example/?x=y');
  });

  test('tells each step that takes long as it begins, and a dry run none', async () => {
    const { steps } = await workspace.run([]);
    expect(steps).toEqual([
      'packages demo',
      'uploads dist/packages/demo.zip, and the template',
      'updates gatehouse-demo, which can take minutes',
      'keeps the release',
    ]);
    expect((await workspace.run(['--dry-run'])).steps).toEqual([]);
  });

  test('goes to the stack and the bucket that are named', async () => {
    await workspace.run(['--stack-name', 'staging-demo', '--bucket', 'another-bucket']);
    expect(workspace.calls()[0]).toEqual(
      expect.arrayContaining([
        'package',
        'another-bucket',
        'staging-demo/code',
        'dist/deploy/staging-demo.yaml',
      ]),
    );
    expect(workspace.stack('staging-demo')).toHaveProperty('Version');
  });

  test('tells the stack what its zip was packaged for', async () => {
    workspace.packageApp('one', X86_64);
    await workspace.run([]);
    expect(workspace.stack('gatehouse-demo')).toMatchObject({ Architecture: 'x86_64' });
  });

  test('refuses a zip for a processor that Lambda does not have', async () => {
    workspace.packageApp('one', 0xf3);
    const { error } = await workspace.run([]);
    expect(error).toBe('argon2.node in the zip is for neither arm64 nor x86_64');
  });

  test('is the same version for the same template and zip, and another for another', async () => {
    const versionOf = async (): Promise<string | undefined> => {
      await workspace.run([]);
      return workspace.stack('gatehouse-demo')['Version'];
    };
    const first = await versionOf();
    expect(await versionOf()).toBe(first);
    workspace.packageApp('two');
    expect(await versionOf()).not.toBe(first);
  });

  test('makes a change set and nothing else under --review', async () => {
    await workspace.run(['--review']);
    expect(deployCall()).toContain('--no-execute-changeset');
    expect(workspace.calls().map(([, verb]) => verb)).not.toContain('cp');
  });

  test('keeps no release of what was not deployed', async () => {
    const { error } = await workspace.run([], { FAKE_FAILURE: 'cloudformation deploy' });
    expect(error).toBe('aws cloudformation deploy ended with 254');
    expect(workspace.calls().at(-1)).toContain('deploy');
  });

  test('says where a bucket may come from when there is none', async () => {
    const { error } = await workspace.run([], { FAKE_FAILURE: 'cloudformation describe-stacks' });
    expect(error).toContain('name a bucket (--bucket), or make the stack gatehouse-account');
  });
});

describe('a dry run', () => {
  test('names version, upload, commands and parameters, and calls nothing', async () => {
    const { error, output } = await workspace.run(['--dry-run', "JwtIssuer=https://it's.example"]);
    expect(error).toBeNull();
    expect(workspace.calls()).toEqual([]);
    expect(output).toMatch(/gatehouse-demo, version [0-9a-f]{12}, arm64/);
    expect(output).toMatch(
      /uploads dist\/packages\/demo.zip \(1 KiB\) as gatehouse-demo\/code\/[0-9a-f]{32}/,
    );
    expect(output).toContain(
      'aws cloudformation package --template-file apps/demo/template.yaml --s3-bucket BUCKET',
    );
    expect(output).toContain("'JwtIssuer=https://it'\\''s.example'");
  });

  test('needs no AWS CLI', async () => {
    expect(await workspace.run(['--dry-run'], { PATH: '/nowhere' })).toMatchObject({ error: null });
  });
});

describe('what cannot be', () => {
  test('a machine without the AWS CLI', async () => {
    const { error } = await workspace.run([], { PATH: '/nowhere' });
    expect(error).toMatch(/^the AWS CLI \(aws\) is not on the PATH/);
  });

  test('a parameter that the template does not have', async () => {
    const { error } = await workspace.run(['JwtIsuer=https://a.example']);
    expect(error).toContain('apps/demo/template.yaml has no parameter JwtIsuer; it has StageName, JwtIssuer');
    expect(workspace.calls()).toEqual([]);
  });

  test.each([
    ['--unknown'],
    ['a-word'],
    ['--rollback', 'not-a-version'],
    ['--rollback', '--list'],
    ['--arch', 'mips'],
    ['--bucket', 'Not A Bucket'],
    ['--stack-name', '1st'],
  ])('%s %s', async (...args) => {
    const { error } = await workspace.run(args.filter((arg) => typeof arg === 'string'));
    expect(error).toContain('usage: npx nx run <app>:deploy');
    expect(workspace.calls()).toEqual([]);
  });
});

test('a deployment shows nothing of what the AWS CLI advises to run next', () => {
  const script = join(import.meta.dirname, 'main.ts');
  const options = { cwd: workspace.root, env: workspace.env, encoding: 'utf8' as const };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, 'demo'], options);
  const steps = stderr.split('\n').filter((line) => /^(packages|uploads|updates|keeps) /.test(line));
  expect({ status, stderr }).toEqual({ status: 0, stderr: `${steps.join('\n')}\n` });
  expect(stdout).toMatch(/^gatehouse-demo, version /);
  expect(stdout).not.toMatch(/Execute the following|Successfully packaged/);
});

test('the process ends with the one message and code 1', () => {
  const script = join(import.meta.dirname, 'main.ts');
  const options = { cwd: tmpdir(), encoding: 'utf8' as const };
  const { status, stderr } = spawnSync(process.execPath, [script, 'nothing'], options);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^.*template\.yaml cannot be read\n$/),
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createWorkspace, X86_64, type Workspace } from './testing/workspace.ts';
import { parseReleases, previousOf, releaseKey } from './releases.ts';

describe('the release to go back to', () => {
  const DEPLOYED = { A: 'aaaaaaaaaaaa', B: 'bbbbbbbbbbbb', C: 'cccccccccccc', D: 'dddddddddddd' };
  const historyOf = (letters: string) =>
    parseReleases(
      [...letters].map((letter, index) =>
        releaseKey(
          'stack',
          { version: DEPLOYED[letter as keyof typeof DEPLOYED], architecture: 'arm64' },
          new Date(1_800_000_000_000 + index * 60_000),
        ),
      ),
    );
  const letterOf = (version = 'none'): string => version[0]?.toUpperCase() ?? '';

  test.each([
    ['ABC', 'C', 'B'],
    ['ABCB', 'B', 'A'],
    ['ABCBA', 'A', 'N'],
    ['ABCBD', 'D', 'B'],
    ['ABBB', 'B', 'A'],
    ['A', 'A', 'N'],
    ['AB', 'D', 'N'],
    ['', 'A', 'N'],
  ])('after the releases %s, from %s, is %s', (letters, current, expected) => {
    const version = DEPLOYED[current as keyof typeof DEPLOYED];
    expect(letterOf(previousOf(historyOf(letters), version)?.version)).toBe(expected);
  });

  test('is read from keys in any order, and from no other objects', async () => {
    const key = 'stack/releases/20261122T101112Z-0123456789ab-any.yaml';
    const statementKey = 'stack/releases/20261122T101112Z-0123456789ab-any.provenance.json';
    const release = {
      key,
      version: '0123456789ab',
      architecture: null,
      time: new Date('2026-11-22T10:11:12Z'),
    };
    const others = ['stack/releases/other', 'stack/templates/x.template'];
    expect(parseReleases([key, ...others])).toEqual([{ ...release, statementKey: null }]);
    expect(parseReleases([key, statementKey, ...others])).toEqual([{ ...release, statementKey }]);
  });
});

describe('a rollback', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = createWorkspace();
  });
  afterEach(() => workspace.remove());

  const release = async (code: string, machine?: number): Promise<string> => {
    workspace.packageApp(code, machine);
    await workspace.run([`JwtIssuer=https://${code}.example`]);
    return workspace.stack('gatehouse-demo')['Version'] ?? '';
  };
  const standing = (): string | undefined => workspace.stack('gatehouse-demo')['Version'];

  test('deploys the template, the version and the architecture of the release before', async () => {
    const first = await release('one', X86_64);
    const second = await release('two');
    const { error, output } = await workspace.run(['--rollback']);
    expect(error).toBeNull();
    expect(output).toContain(`gatehouse-demo goes back from ${second} to ${first}`);
    expect(workspace.stack('gatehouse-demo')).toMatchObject({ Version: first, Architecture: 'x86_64' });
  });

  test('leaves parameters as they are, but those that are named', async () => {
    await release('one');
    await release('two');
    await workspace.run(['--rollback', '--stage', 'v9']);
    expect(workspace.stack('gatehouse-demo')).toMatchObject({
      JwtIssuer: 'https://two.example',
      StageName: 'v9',
    });
  });

  test('goes to the release that is named', async () => {
    const first = await release('one');
    await release('two');
    await release('three');
    expect(await workspace.run(['--rollback', first])).toMatchObject({ error: null });
    expect(standing()).toBe(first);
  });

  test('refuses where there is nothing to go back to, and lists what there is', async () => {
    const first = await release('one');
    const { error } = await workspace.run(['--rollback']);
    expect(error).toContain(
      'gatehouse-demo has no release before the one that stands\ngatehouse-demo has these releases',
    );
    expect(error).toContain(`${first}  20`);
    const unknown = await workspace.run(['--rollback', 'ffffffffffff']);
    expect(unknown.error).toContain('no release ffffffffffff');
    expect(standing()).toBe(first);
  });

  test.each([
    ['has no output Version: which release stands is not known', { JwtIssuer: 'https://a.example' }],
    ['stands at none, which is no release of it', { Version: 'none' }],
    ['stands at ffffffffffff, which is no release of it', { Version: 'ffffffffffff' }],
  ])('asks for the release where the stack %s', async (lack, parameters) => {
    const first = await release('one');
    const second = await release('two');
    workspace.writeStack('gatehouse-demo', parameters);
    const before = workspace.calls().length;
    const { error } = await workspace.run(['--rollback']);
    expect(error).toContain(`gatehouse-demo ${lack}, so name the release to go back to: --rollback VERSION`);
    expect(error).toContain(`${second}  20`);
    expect(workspace.calls().slice(before).flat()).not.toContain('deploy');
    expect(await workspace.run(['--rollback', first])).toMatchObject({ error: null });
    expect(standing()).toBe(first);
  });

  test('of a stack that is not there is refused, even to a release that is named', async () => {
    const { error } = await workspace.run(['--rollback', '0123456789ab']);
    expect(error).toBe(
      'there is no stack gatehouse-demo: deploy it\ngatehouse-demo has no releases in the-bucket',
    );
  });

  test('packages nothing, and takes no architecture', async () => {
    await release('one');
    await release('two');
    const before = workspace.packaged().length;
    await workspace.run(['--rollback']);
    await workspace.run(['--list']);
    expect(workspace.packaged()).toHaveLength(before);
    const { error } = await workspace.run(['--rollback', '--arch', 'x64']);
    expect(error).toMatch(/^--arch is for what is packaged/);
  });

  test.each([
    ['there is no stack gatehouse-demo', null],
    [
      'gatehouse-demo has no output Version: which release stands is not known',
      { JwtIssuer: 'https://a.example' },
    ],
  ])('without releases lists that there are none: %s', async (standingAt, parameters) => {
    if (parameters !== null) workspace.writeStack('gatehouse-demo', parameters);
    expect(await workspace.run(['--list'])).toEqual({
      output: `${standingAt}\ngatehouse-demo has no releases in the-bucket`,
      steps: [],
      error: null,
    });
  });

  test('lists no release that it has not asked for, in a dry run', async () => {
    const { output } = await workspace.run(['--dry-run', '--list']);
    expect(output).not.toContain('no releases');
    expect(output).toContain('aws s3api list-objects-v2');
  });

  test('lists the releases, newest first, with the one that stands', async () => {
    const versions = [await release('one')];
    const { output } = await workspace.run(['--list']);
    expect(output).toMatch(
      new RegExp(`^gatehouse-demo has these releases:\n  ${versions[0]}  \\S+  stands$`),
    );
  });

  test('says under --dry-run what it would do', async () => {
    const { output } = await workspace.run(['--dry-run', '--rollback', '0123456789ab']);
    expect(output).toContain('gatehouse-demo goes back from CURRENT to 0123456789ab');
    expect(workspace.calls()).toEqual([]);
  });
});

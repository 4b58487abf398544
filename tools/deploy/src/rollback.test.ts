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
    ['AB', 'D', 'B'],
    ['', 'A', 'N'],
  ])('after the releases %s, from %s, is %s', (letters, current, expected) => {
    const version = DEPLOYED[current as keyof typeof DEPLOYED];
    expect(letterOf(previousOf(historyOf(letters), version)?.version)).toBe(expected);
  });

  test('is read from keys in any order, and from no other objects', async () => {
    const key = 'stack/releases/20261122T101112Z-0123456789ab-any.yaml';
    expect(parseReleases([key, 'stack/releases/other', 'stack/templates/x.template'])).toEqual([
      { key, version: '0123456789ab', architecture: null, time: new Date('2026-11-22T10:11:12Z') },
    ]);
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
    expect(error).toContain('gatehouse-demo has no release before the one that stands; it has');
    expect(error).toContain(`${first}  20`);
    const unknown = await workspace.run(['--rollback', 'ffffffffffff']);
    expect(unknown.error).toContain('no release ffffffffffff');
    expect(standing()).toBe(first);
  });

  test('lists the releases, newest first, with the one that stands', async () => {
    const versions = [await release('one')];
    const { output } = await workspace.run(['--list']);
    expect(output).toMatch(new RegExp(`^  ${versions[0]}  \\S+  stands$`));
  });

  test('says under --dry-run what it would do', async () => {
    const { output } = await workspace.run(['--dry-run', '--rollback', '0123456789ab']);
    expect(output).toContain('gatehouse-demo goes back from CURRENT to 0123456789ab');
    expect(workspace.calls()).toEqual([]);
  });
});

// A release as it is made, on a copy of the workspace: commits go in, versions and changelogs come out.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cloneWorkspace } from '../testing/clone-workspace.ts';

/** The projects of this workspace, of which the copy is one. */
const workspaceOf = () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../workspace.json'), 'utf8');
  return JSON.parse(text) as { readonly projects: Readonly<Record<string, { readonly root: string }>> };
};

describe('npm run release', () => {
  let copy: string;
  const env = { ...process.env, NX_DAEMON: 'false', GIT_CONFIG_GLOBAL: '/dev/null' };
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { cwd: copy, env, stdio: 'pipe', encoding: 'utf8' });
  const commit = (message: string): string => run('git', 'commit', '--quiet', '--all', '--message', message);
  const change = (file: string, message: string): void => {
    appendFileSync(join(copy, file), '\n');
    commit(message);
  };
  const read = (file: string): string => readFileSync(join(copy, file), 'utf8');
  const { projects } = workspaceOf();
  const manifestOf = (name: string): Manifest =>
    JSON.parse(read(`${projects[name]?.root}/package.json`)) as Manifest;
  let before: ReadonlyMap<string, string>;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'gatehouse-release-'));
    cloneWorkspace(copy);
    run('git', 'config', 'user.name', 'A maintainer');
    run('git', 'config', 'user.email', 'maintainer@example.com');
    run('git', 'add', '--all');
    commit('chore: all that is there');
    const published = Object.keys(projects).filter((name) => manifestOf(name).published !== undefined);
    before = new Map(published.map((name) => [name, manifestOf(name).version]));
    for (const [name, version] of before) run('git', 'tag', `${name}@${version}`);
    change('libs/jwt/src/signer.ts', 'feat(jwt): sign in another way');
    change('libs/db/src/open.ts', 'feat(db)!: open in another way');
    change('libs/policy/README.md', 'docs(policy): say it better');
    run('npm', 'run', 'release');
  });
  afterAll(() => rmSync(copy, { recursive: true, maxRetries: 10 }));

  test('gives a version to what has changed, and to what depends on that', () => {
    const released = [...before.keys()].filter((name) => manifestOf(name).version !== before.get(name));
    expect(released).toEqual(expect.arrayContaining(['jwt', 'db', 'access', 'http']));
    // A page is no release.
    expect(released).not.toContain('policy');
    expect(released).not.toContain('hashing');
  });

  test('says in the changelog of each what has changed, and in no other', () => {
    expect(read('libs/jwt/CHANGELOG.md')).toMatch(/^##? .* \(.*\)\n\n### Added\n\n- .*sign in another way/);
    expect(read('libs/db/CHANGELOG.md')).toMatch(/^##? .* \(.*\)\n[^]*Breaking Changes/);
    expect(read('libs/policy/CHANGELOG.md')).not.toContain('say it better');
  });

  test('is one commit, without a tag: what is published is tagged', () => {
    expect(run('git', 'status', '--porcelain')).toBe('');
    expect(run('git', 'log', '-1', '--format=%s')).toBe('chore(release): versions and changelogs\n');
    expect(run('git', 'tag', '--points-at', 'HEAD')).toBe('');
  });

  test('leaves a lock that npm takes', () => {
    run('npm', 'ci', '--dry-run', '--ignore-scripts', '--offline');
  });
});

interface Manifest {
  readonly version: string;
  readonly published?: object;
}

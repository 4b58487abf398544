// The commit that the sources of a deployment come from, as git tells it.
import { spawnSync } from 'node:child_process';

export interface Source {
  readonly commit: string;
  /** What differs from the commit, as paths; empty for a clean tree. */
  readonly changed: readonly string[];
}

/** What is checked out in a folder; null where that is no checkout of git, or git is not there. */
export const readSource = (root: string): Source | null => {
  const commit = git(root, 'rev-parse', '--verify', 'HEAD');
  const status = git(root, 'status', '--porcelain', '-z');
  if (commit === null || status === null) return null;
  const changed = status.split('\0').filter((line) => /^.. /.test(line));
  return { commit: commit.trim(), changed: changed.map((line) => line.slice(3)) };
};

const git = (cwd: string, ...args: readonly string[]): string | null => {
  const { status, stdout } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  return status === 0 ? stdout : null;
};

/** Where the sources come from, as the end of a sentence. */
export const describeSource = (source: Source | null): string => {
  if (source === null) return 'no known commit: this is no checkout of git';
  const { commit, changed } = source;
  if (changed.length === 0) return `commit ${commit}`;
  const more = changed.length > MOST ? `, and ${changed.length - MOST} more` : '';
  return `a tree that is NOT commit ${commit}, from which it differs in ${changed.slice(0, MOST).join(', ')}${more}`;
};

const MOST = 5;

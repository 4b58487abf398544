// Finds the commit that changes are compared with. A clone need not have the base branch itself: after `git clone --branch`,
// and in worktrees of CI, there is only the remote's.
import { execFileSync } from 'node:child_process';

/** What to set, in words for the person who runs the command. */
export class NoBase extends Error {}

/**
 * `NX_BASE` of `env`, else the branch of that name, else the one remote branch of that name, origin's before others.
 * @throws NoBase when there is none, or several that nothing chooses between
 */
export const findBase = (
  cwd: string,
  branch: string,
  env: Readonly<Record<string, string | undefined>>,
): string => {
  const { NX_BASE } = env;
  if (NX_BASE) {
    if (isCommit(cwd, NX_BASE)) return NX_BASE;
    throw new NoBase(`NX_BASE is ${NX_BASE}, which is no commit here: fetch it, or name another`);
  }
  if (isCommit(cwd, `refs/heads/${branch}`)) return branch;
  const remote = git(cwd, 'for-each-ref', '--format=%(refname:short)', `refs/remotes/*/${branch}`).split(
    '\n',
  );
  const found = remote.filter((name) => name !== '');
  const [only, ...others] = found.includes(`origin/${branch}`) ? [`origin/${branch}`] : found;
  if (only !== undefined && others.length === 0) return only;
  const lack = only === undefined ? `there is no branch ${branch}` : `${found.join(', ')} could all be meant`;
  throw new NoBase(`${lack}: say what to compare with, as in NX_BASE=HEAD~1 npm run affected`);
};

const isCommit = (cwd: string, name: string): boolean =>
  git(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`) !== '';

/** What git answers; nothing where it fails. */
const git = (cwd: string, ...args: readonly string[]): string => {
  try {
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

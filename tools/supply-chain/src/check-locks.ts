// Both questions for each lock, printed as they are answered.
import { join } from 'node:path';
import { findAdvisories, type Level } from './advisories.ts';
import type { Finding } from './finding.ts';
import { foldersWithLock } from './locks.ts';
import type { Npm } from './npm.ts';
import { verifyElsewhere, verifySignatures } from './signatures.ts';

export interface Check {
  /** The workspace's folder, an absolute path, where its own packages are installed. */
  readonly root: string;
  readonly npm: Npm;
  readonly level: Level;
  readonly print: (line: string) => void;
}

/** Whether every lock is good. */
export const checkLocks = ({ root, npm, level, print }: Check): boolean => {
  const checked = foldersWithLock(root).map((folder) => {
    print(join(folder, 'package-lock.json'));
    const place = join(root, folder);
    return [
      shown(findAdvisories(npm, place, level), print),
      shown(folder === '' ? verifySignatures(npm, place) : verifyElsewhere(npm, place), print),
    ];
  });
  const bad = checked.filter((findings) => findings.some(({ isGood }) => !isGood)).length;
  print(
    bad === 0 ? `all ${checked.length} locks are good` : `${bad} of ${checked.length} locks are NOT good`,
  );
  return bad === 0;
};

const shown = (finding: Finding, print: Check['print']): Finding => {
  print(`  ${finding.isGood ? 'good' : 'BAD '}  ${finding.summary}`);
  finding.details.forEach((line) => print(`        ${line}`));
  return finding;
};

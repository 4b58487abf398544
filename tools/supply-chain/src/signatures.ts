// Whether the registry's signatures, and the provenance of those packages that have one, hold for what is installed from a lock.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notChecked, type Finding } from './finding.ts';
import type { Npm } from './npm.ts';
import { membersOf, readAnswer, textOf } from './read-answer.ts';

/** Verifies what is installed in a folder. */
export const verifySignatures = (npm: Npm, folder: string): Finding => {
  const answer = readAnswer(npm(folder, 'audit', 'signatures', '--json'));
  if (typeof answer === 'string') return notChecked('signatures', answer);
  const { invalid, missing } = answer;
  if (!Array.isArray(invalid) || !Array.isArray(missing))
    return notChecked('signatures', 'npm answers in a form that is not known here');
  return {
    isGood: invalid.length + missing.length === 0,
    summary: `signatures: ${invalid.length} do not verify, ${missing.length} are missing`,
    details: [
      ...invalid.map((one) => lineOf('invalid', one)),
      ...missing.map((one) => lineOf('missing', one)),
    ],
  };
};

const lineOf = (fault: string, item: unknown): string => {
  const { name, version, message } = membersOf(item);
  return [fault, `${textOf(name) ?? '?'}@${textOf(version) ?? '?'}`, textOf(message) ?? ''].join('  ').trim();
};

/** Installs the lock in a folder elsewhere, without scripts, and verifies that: the folder's own install stays what it is. */
export const verifyElsewhere = (npm: Npm, folder: string): Finding => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'gatehouse-lock-'));
  try {
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(elsewhere, file));
    const { status, stderr } = npm(elsewhere, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
    if (status !== 0) return notChecked('signatures', `npm ci failed: ${stderr.trim().split('\n')[0]}`);
    return verifySignatures(npm, elsewhere);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
};

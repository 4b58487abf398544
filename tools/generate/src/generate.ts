// The whole of it: loads what is declared, derives every file, and writes those that differ.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkWorkspace } from './check-workspace.ts';
import { derive, type DerivedFile } from './derive.ts';
import { outputsOf } from './outputs.ts';
import { loadWorkspace } from './workspace.ts';

export interface GenerateOptions {
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  /** Writes nothing. */
  readonly check: boolean;
}

export interface Generated {
  /** The files that differed from what their sources say, and were written unless it was a check. */
  readonly changed: readonly string[];
  /** How many files are derived in all. */
  readonly count: number;
}

/**
 * All or nothing: the first file is written when every file is known.
 * @throws GenerationError and DeclarationError, with the place and the rule
 */
export const generate = async ({ root, check }: GenerateOptions): Promise<Generated> => {
  const workspace = await loadWorkspace(root);
  checkWorkspace(workspace);
  return settle(root, await derive(root, workspace, outputsOf(workspace)), check);
};

/** Writes the files that differ, unless it is a check. */
export const settle = (root: string, files: readonly DerivedFile[], check: boolean): Generated => {
  const changed = files.filter(({ current, derived }) => current !== derived);
  if (!check) for (const { file, derived } of changed) write(join(root, file), derived);
  return { changed: changed.map(({ file }) => file), count: files.length };
};

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

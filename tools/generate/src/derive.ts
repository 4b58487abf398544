// From declarations to the texts of files, before any of them is written.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { GenerationError } from './generation-error.ts';
import { replacePart } from './marked-part.ts';
import type { Output } from './output.ts';
import type { Workspace } from './workspace.ts';

/** A file as it is, and as its sources say that it must be. */
export interface DerivedFile {
  readonly file: string;
  /** null for a file that is not there. */
  readonly current: string | null;
  readonly derived: string;
}

/**
 * Derives every file of the outputs; nothing is written.
 * @throws GenerationError with the name of the file
 */
export const derive = async (
  root: string,
  workspace: Workspace,
  outputs: readonly Output[],
): Promise<readonly DerivedFile[]> => {
  const derived: DerivedFile[] = [];
  for (const file of new Set(outputs.map((output) => output.file))) {
    const current = readIfThere(join(root, file));
    const ofFile = outputs.filter((output) => output.file === file);
    const text = await textOf(ofFile, workspace, current ?? '');
    derived.push({ file, current, derived: await formatted(join(root, file), text) });
  }
  return derived;
};

const textOf = async (outputs: readonly Output[], workspace: Workspace, current: string): Promise<string> => {
  let text = current;
  for (const output of outputs) {
    const derived = await output.text(workspace);
    text = output.part === undefined ? derived : place(output, output.part, text, derived);
  }
  return text;
};

const place = ({ file }: Output, part: string, page: string, text: string): string => {
  try {
    return replacePart(page, part, text);
  } catch (cause) {
    if (!(cause instanceof GenerationError)) throw cause;
    throw new GenerationError(`${file}: ${cause.message}`, { cause });
  }
};

const readIfThere = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

const formatted = async (path: string, text: string): Promise<string> =>
  format(text, { ...(await resolveConfig(path)), filepath: path });

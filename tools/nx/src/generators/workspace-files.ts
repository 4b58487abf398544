// Reads what is declared already, and writes new texts as the workspace formats them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApiStack } from '@gatehouse/contract/stack';
import type { Tree } from 'nx/src/generators/tree.js';
import { format, resolveConfig } from 'prettier';
import { Refusal } from './refusal.ts';
import type { Files } from './route-files.ts';

/** The stack of an app behind an API, with the API's routes as they are now. @throws Refusal */
export const stackOf = async (root: string, app: string): Promise<ApiStack> => {
  const file = join(root, 'apps', app, 'stack.ts');
  if (!/^[a-z][a-z0-9-]*$/.test(app) || !existsSync(file))
    throw new Refusal(`${app}: there is no such app with a stack.ts`);
  const { stack } = (await import(pathToFileURL(file).href)) as { readonly stack: Partial<ApiStack> };
  if (stack.api === undefined) throw new Refusal(`${app}: this app has no API`);
  return stack as ApiStack;
};

/** Puts files into the tree, which is written when the generator has ended well. @throws Refusal for one that is there */
export const addFiles = async (tree: Tree, files: Files): Promise<void> => {
  const taken = Object.keys(files).find((file) => tree.exists(file));
  if (taken !== undefined) throw new Refusal(`${taken} is there already`);
  for (const [file, text] of Object.entries(files)) await writeFormatted(tree, file, text);
};

/** Puts one file into the tree, new or not. */
export const writeFormatted = async (tree: Tree, file: string, text: string): Promise<void> => {
  const options = await resolveConfig(join(tree.root, file));
  tree.write(file, await format(text.trimStart(), { ...options, filepath: file }));
};

/** The text of a file that has to be there. @throws Refusal */
export const readText = (tree: Tree, file: string): string => {
  const text = tree.read(file, 'utf8');
  if (text === null) throw new Refusal(`${file} is not there`);
  return text;
};

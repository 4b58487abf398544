// The pages of docs/guard: the snippet that a test gives to the tool it is for.
import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspace } from './stranger.ts';

/** Where CDK, osls and the parser of HCL are installed; see tools/examples/README.md. */
export const iacModules = join(workspace, 'tools/examples/iac/node_modules');

export const hasIac = existsSync(join(iacModules, 'aws-cdk-lib'));

/** The one snippet of this language on a page. @throws Error when there are none or several */
export const snippetOf = (page: string, language: string): string => {
  const text = readFileSync(join(workspace, 'docs/guard', page), 'utf8');
  const found = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))];
  const [, snippet] = found[0] ?? [];
  if (snippet === undefined || found.length > 1)
    throw new Error(`${page}: ${found.length} snippets of ${language}`);
  return snippet;
};

/** An empty project outside the workspace that has those tools, and these files. */
export const projectWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-page-'));
  symlinkSync(iacModules, join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

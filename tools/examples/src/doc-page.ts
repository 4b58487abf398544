// A page of docs as its reader uses it: the files that it shows, and the commands that it types.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalGatehouse } from './local-gatehouse.ts';
import { workspace } from './stranger.ts';

export interface DocPage {
  /** A folder with the page's files. */
  readonly folder: string;
  /** The commands of each of its blocks of shell. */
  readonly commands: readonly (readonly string[])[];
  /** The first block of this language. */
  block(language: string): string;
}

/** The page `docs/NAME.md`, its files written. */
export const docPage = (name: string): DocPage => {
  const text = readFileSync(join(workspace, `docs/${name}.md`), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)];
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-page-'));
  for (const [, , file, content = ''] of blocks)
    if (file !== undefined) writeFileSync(join(folder, file), content);
  const ofLanguage = (wanted: string): readonly string[] =>
    blocks.filter(([, language]) => language === wanted).map(([, , , content = '']) => content);
  return {
    folder,
    commands: ofLanguage('sh').map((content) => content.replaceAll('\\\n', '').trimEnd().split('\n')),
    block: (language) => ofLanguage(language)[0] ?? '',
  };
};

/** Runs lines that begin with `npm run`; what each of them printed. */
export const operate = async (
  gatehouse: LocalGatehouse,
  page: DocPage,
  lines: readonly string[],
): Promise<readonly string[]> => {
  const printed: string[] = [];
  for (const line of lines) {
    const [, command = '', rest = ''] = /^npm run (\w+) -- (.*)$/.exec(line) ?? [];
    printed.push(await gatehouse.operate(page.folder, command, ...rest.replaceAll("'", '').split(' ')));
  }
  return printed;
};

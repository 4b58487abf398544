import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const folders = ['apps', 'libs', 'tools'].flatMap((parent) =>
  readdirSync(join(root, parent)).map((folder) => `${parent}/${folder}/README.md`),
);
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).map((page) => `docs/${page}`),
  ...folders.filter((file) => existsSync(join(root, file))),
];

const textOf = (page: string): string => page.replace(/^ *```[^]*?^ *```$/gm, '');

/** The anchors that GitHub makes of a page's headings. */
const anchorsOf = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each(pages)('the links of %s lead somewhere', (page) => {
  const links = [...textOf(read(page)).matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)];
  for (const [link, path = '', anchor = ''] of links) {
    const target = path === '' ? page : join(dirname(page), path);
    expect([link, existsSync(join(root, target))]).toEqual([link, true]);
    if (anchor !== '') expect(anchorsOf(read(target))).toContain(anchor);
  }
});

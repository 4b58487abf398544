import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every page of the repository, wherever it stands. */
const pages = globSync(['**/*.md', '.github/**/*.md'], {
  cwd: root,
  exclude: (path) => /^(node_modules|dist|coverage|\.(git|nx|gatehouse|stryker-tmp))$/.test(basename(path)),
}).sort();

test('the pages are found, those of folders that begin with a dot too', () => {
  expect(pages).toEqual(
    expect.arrayContaining([
      'README.md',
      'CONTRIBUTING.md',
      'libs/jwt/README.md',
      '.github/PULL_REQUEST_TEMPLATE.md',
    ]),
  );
});

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

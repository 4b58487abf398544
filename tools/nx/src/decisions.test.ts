// docs/decisions: each decision is numbered, dated, says what was refused, and stands in the index.
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const folder = resolve(import.meta.dirname, '../../../docs/decisions');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const files = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .sort();
const dateOf = (page: string): string => /^\d{4}-\d{2}-\d{2}$/m.exec(page)?.[0] ?? '';

test('are numbered from 0001 on, without a gap and in the order of their dates', () => {
  const numbers = files.map((file) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]);
  expect(numbers).toEqual(files.map((_file, index) => String(index + 1).padStart(4, '0')));
  const dates = files.map((file) => dateOf(read(file)));
  expect(dates).toEqual(dates.toSorted());
});

describe.each(files)('%s', (file) => {
  const page = read(file);

  test('has its number, a title and a date that has been', () => {
    expect(page).toMatch(new RegExp(`^# ${file.slice(0, 4)} \\S.*\\n\\n\\d{4}-\\d{2}-\\d{2}\\n`));
    expect(new Date(dateOf(page)).toJSON()?.slice(0, 10)).toBe(dateOf(page));
  });

  test('says the case, the decision, and what was refused for which reason', () => {
    const chapters = [...page.matchAll(/^## (.+)\n\n(\S)/gm)].map(([, title]) => title);
    expect(chapters).toEqual(['Context', 'Decision', 'Rejected']);
  });
});

test('stand in the index with their titles and dates, and nothing else does', () => {
  const rows = [...read('README.md').matchAll(/^\| (\d{4}) +\| \[(.+)\]\((.+)\) +\| (\S+) +\|$/gm)];
  expect(rows.map(([, number, title, file, date]) => ({ number, title, file, date }))).toEqual(
    files.map((file) => {
      const page = read(file);
      const [, number, title] = /^# (\d{4}) (.+)$/m.exec(page) ?? [];
      return { number, title, file, date: dateOf(page) };
    }),
  );
});

test('are where the pages of the projects send their readers: none of them decides by itself', () => {
  const root = join(folder, '../..');
  const pages = globSync('{apps,libs,tools}/*/README.md', { cwd: root });
  expect(pages.length).toBeGreaterThan(20);
  for (const page of pages) {
    const [, chapter = ''] =
      /^## Decisions\n([^]*?)(?=^## |(?![^]))/m.exec(readFileSync(join(root, page), 'utf8')) ?? [];
    const items = chapter.split('\n').filter((line) => line.startsWith('- '));
    expect({ page, items: items.filter((item) => !item.includes('docs/decisions/')) }).toEqual({
      page,
      items: [],
    });
  }
});

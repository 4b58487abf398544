import { describe, expect, test } from '@jest/globals';
import { replacePart } from './marked-part.ts';

const PAGE = 'Before\n\n<!-- generated: routes -->\n\nold\n\n<!-- /generated -->\n\nAfter\n';

test('a part is replaced between its marks, and nothing beside it', () => {
  expect(replacePart(PAGE, 'routes', 'new $1')).toBe(PAGE.replace('old', () => 'new $1'));
});

test('a page has several parts, each by its name', () => {
  const page = `${PAGE}<!-- generated: codes -->\n<!-- /generated -->\n`;
  const both = replacePart(replacePart(page, 'routes', 'one'), 'codes', 'two');
  expect(both).toBe(`${PAGE.replace('old', 'one')}<!-- generated: codes -->\n\ntwo\n\n<!-- /generated -->\n`);
});

describe('a page is refused', () => {
  test.each([
    ['without the mark', 'no marks\n'],
    ['without the end of the part', '<!-- generated: routes -->\n'],
    ['with the mark twice', PAGE + PAGE],
  ])('%s', (_what, page) => {
    expect(() => replacePart(page, 'routes', 'new')).toThrow(
      'must have one <!-- generated: routes --> with a <!-- /generated --> after it',
    );
  });
});

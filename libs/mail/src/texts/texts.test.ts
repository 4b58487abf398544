import { describe, expect, test } from '@jest/globals';
import { english } from './en.ts';
import { render } from './render.ts';
import { shownName } from './shown-name.ts';
import type { Letter, LetterName } from './texts.ts';

const facts = { address: 'ada@example.com', until: new Date('2026-01-02T03:04:05.000Z') };
const link = 'https://example.com/account?a=1&b=2#action=verify_email&token=abc';
const names = Object.keys(english.letters) as LetterName[];
const letterOf = (name: LetterName): Letter => english.letters[name](facts);
const withLink = names.filter((name) => letterOf(name).linkText !== undefined);

test('two letters have a link, and no notice has', () => {
  expect(withLink).toEqual(['verify_email', 'reset_password']);
});

describe.each(names)('%s', (name) => {
  const letter = letterOf(name);
  const { subject, text, html } = render({
    texts: english,
    name: 'Ada',
    letter,
    link: letter.linkText === undefined ? null : link,
  });

  test('is short, plain, and in ASCII, so that no part of it needs an encoding', () => {
    expect(`${subject}${text}${html}`).toMatch(/^[\n\x20-\x7e]*$/);
    expect(subject.length).toBeLessThan(60);
    expect(text.length).toBeLessThan(600);
    expect(text).toMatch(/^Hello Ada,\n\n/);
  });

  test('says in HTML what it says in text', () => {
    for (const paragraph of [...letter.before, ...letter.after]) {
      expect(text).toContain(`\n\n${paragraph}`);
      expect(html).toContain(`<p>${paragraph}</p>`);
    }
  });
});

test.each(withLink)('the link of %s stands alone on a line of the text, and escaped in the HTML', (name) => {
  const { text, html } = render({ texts: english, name: null, letter: letterOf(name), link });
  expect(text.split('\n').filter((line) => line.includes('token='))).toEqual([link]);
  expect(html).toContain(
    '<a href="https://example.com/account?a=1&amp;b=2#action=verify_email&amp;token=abc">',
  );
  expect(text).toContain('until 2026-01-02 03:04 UTC');
});

test('names and links cannot leave their place in the HTML', () => {
  const { html } = render({
    texts: english,
    name: `<img src="x" onerror='y'>&`,
    letter: letterOf('verify_email'),
    link: 'https://example.com/"><script>#',
  });
  expect(html).toContain('Hello &lt;img src=&quot;x&quot; onerror=&#39;y&#39;&gt;&amp;,');
  expect(html).toContain('href="https://example.com/&quot;&gt;&lt;script&gt;#"');
  expect(html).not.toMatch(/<img|<script/);
});

describe('a name that a stranger may have chosen', () => {
  test.each(['Ada', 'Ada-Marie O’Neil', 'J. R. R.', '<b>Ada</b>', 'Zoë', '小明', 'Dr. Ada'])(
    '%s is shown',
    (name) => {
      expect(shownName(name)).toBe(name);
    },
  );

  test.each([
    'evil.example',
    'see https://x',
    'win at evil.example/now',
    'ask eve@x',
    'evil。example',
    'a'.repeat(61),
    ' ',
  ])('%s is left out', (name) => expect(shownName(name)).toBeNull());

  test('is one line, and in its own direction', () => {
    expect(shownName('Ada\r\nBcc: eve\u202e\u2028')).toBe('Ada Bcc: eve');
  });
});

test('without a name the greeting has none', () => {
  expect(english.greeting(null)).toBe('Hello,');
});

// A letter as the two parts of a mail: text, in which the link stands alone on a line, and HTML, in which all is escaped.
import type { Letter, Texts } from './texts.ts';

export interface Parts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Rendering {
  readonly texts: Texts;
  readonly name: string | null;
  readonly letter: Letter;
  readonly link: string | null;
}

/** The two parts, and the subject. */
export const render = ({ texts, name, letter, link }: Rendering): Parts => {
  const before = [texts.greeting(name), ...letter.before];
  const paragraphs = [...before, ...(link === null ? [] : [link]), ...letter.after];
  const anchor = link === null ? [] : [anchorOf(link, letter.linkText ?? link)];
  const body = [...before.map(escapeHtml), ...anchor, ...letter.after.map(escapeHtml)];
  return {
    subject: letter.subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: pageOf(texts.language, letter.subject, body),
  };
};

const anchorOf = (link: string, text: string): string =>
  `<a href="${escapeHtml(link)}">${escapeHtml(text)}</a>`;

const pageOf = (language: string, title: string, paragraphs: readonly string[]): string =>
  [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family: sans-serif; max-width: 36em; line-height: 1.5">',
    ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
    '</body>',
    '</html>',
    '',
  ].join('\n');

/** A text as HTML shows it, in an attribute too. */
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

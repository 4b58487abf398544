// Regular expressions of templates, which are Java's and have to match the whole text.
import type { Field } from './field.ts';

/**
 * The expression in `field`, anchored at both ends as by Java's `matches`; null when the field is empty. `(?i)` in front
 * is Java's spelling of a flag.
 * @throws TemplateError for what is no regular expression
 */
export const readWholeMatch = (field: Field): RegExp | null => {
  const expression = field.string('');
  if (expression === '') return null;
  const [, insensitive, source = ''] = /^(\(\?i\))?(.*)$/s.exec(expression) ?? [];
  try {
    return new RegExp(`^(?:${source})$`, insensitive === undefined ? '' : 'i');
  } catch {
    return field.fail('is not a regular expression');
  }
};

/** Whether the text matches the expression in `field`, as everything does where there is none. */
export const matchesWhole = (field: Field, text: string): boolean =>
  readWholeMatch(field)?.test(text) ?? true;

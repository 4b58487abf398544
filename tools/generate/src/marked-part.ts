// A part of a page that is derived, between two comments that a reader of the page does not see.
import { GenerationError } from './generation-error.ts';

/**
 * The page with `text` between `<!-- generated: NAME -->` and `<!-- /generated -->`.
 * @throws GenerationError where the page has not exactly one such part
 */
export const replacePart = (page: string, name: string, text: string): string => {
  const [before, after, ...more] = page.split(`<!-- generated: ${name} -->`);
  const end = after?.indexOf(END) ?? -1;
  if (before === undefined || after === undefined || more.length > 0 || end < 0)
    throw new GenerationError(`must have one <!-- generated: ${name} --> with a ${END} after it`);
  return `${before}<!-- generated: ${name} -->\n\n${text}\n\n${after.slice(end)}`;
};

const END = '<!-- /generated -->';

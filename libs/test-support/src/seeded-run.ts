// What the commands share that try things at random: a number on their command line, and a seed by which the same comes again.
import { randomInt } from 'node:crypto';

const DIGITS = 9;

/** The number that an option of a command line has; nine digits at most. Throws an error with the option's name. */
export const wholeNumber = (option: string, text: string): number => {
  if (!new RegExp(`^\\d{1,${DIGITS}}$`).test(text))
    throw new Error(`${option} takes a whole number of at most ${DIGITS} digits`);
  return Number(text);
};

/** The seed that is given, or a new one, which the option takes as well. */
export const seedOf = (given: string | undefined): number =>
  given === undefined ? randomInt(10 ** DIGITS) : wholeNumber('--seed', given);

// A parser whose errors are fit to be shown. Most are not, since a parser may quote what it parsed; those of our own libraries
// say a rule and nothing of the text.
import { BrokenRule } from './errors.ts';

type ErrorKind = new (...parameters: never[]) => Error;

/** `parse`, with each error of these kinds as the `BrokenRule` of the same message, which a provider passes on. */
export const tellRules =
  <T>(parse: (text: string) => T | Promise<T>, ...kinds: readonly ErrorKind[]) =>
  async (text: string): Promise<T> => {
    try {
      return await parse(text);
    } catch (error) {
      if (error instanceof Error && kinds.some((kind) => error instanceof kind))
        throw new BrokenRule(error.message, { cause: error });
      throw error;
    }
  };

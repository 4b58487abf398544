// The JSON of one record, read without its ambiguities.
import { parseStrictJson } from '@gatehouse/jwt/strict-json';
import { refuse } from '../line-fault.ts';

/** Throws `LineFault` for what is not UTF-8, no JSON, or has a member twice; it says which, and nothing of the text. */
export const readJson = (bytes: Buffer): unknown => {
  try {
    return parseStrictJson(bytes);
  } catch (error) {
    return refuse('', (error as SyntaxError).message);
  }
};

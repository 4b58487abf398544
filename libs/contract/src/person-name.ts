// The rule of a first or last name, for the schemas of the routes and for whoever takes names from elsewhere. An entry of its own,
// without the library of schemas.

/** In code points. */
export const PERSON_NAME_LENGTH = 100;

/**
 * Something to see, and nothing that bends the text around it. What a font draws nothing for is not seen: white space, controls, all
 * that Unicode lets a renderer ignore (a Hangul filler is a letter by its category), and the blank of braille.
 */
export const PERSON_NAME =
  '^(?=.*[^\\s\\p{C}\\p{White_Space}\\p{Default_Ignorable_Code_Point}\\u2800])[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]*$';

/** Whether a value is a text that an account can have as its name. */
export const isPersonName = (value: unknown): value is string =>
  typeof value === 'string' && Array.from(value).length <= PERSON_NAME_LENGTH && RULE.test(value);

const RULE = new RegExp(PERSON_NAME, 'u');

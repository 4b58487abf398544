// What keeps files from being derived.

/** Declarations that nothing can be derived from, or a page without the marks; the message names the place and the rule. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError';
}

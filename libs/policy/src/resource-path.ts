// Paths and path templates as the segments of a resource pattern; one set of rules for the builder and the compiler.
import { PolicyError } from './errors.ts';

/** What a resource pattern has for "anything": IAM's `*`, which crosses slashes and may be empty. */
export const WILDCARD = '*';

/** One segment of a path: a literal (with `*` inside where the caller wrote one) or a parameter of a template. */
export type PathSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly greedy: boolean };

// RFC 3986 §3.3 `pchar`, with `%` loose: AWS does not say whether an ARN has a path as it was sent or decoded.
const LITERAL = /^[\w.~%!$&'()*+,;=:@-]+$/;
const PARAMETER = /^\{(?<name>[\w.-]+)(?<greedy>\+)?\}$/;

/**
 * Splits a path; one leading slash is optional, a trailing one is kept as an empty last segment.
 * @throws PolicyError `invalid_path` for what is no text, an empty path or segment, a character that a path cannot have, and a
 * greedy parameter that is not the last segment.
 */
export const parsePath = (path: string): readonly PathSegment[] => {
  if (typeof path !== 'string') throw invalidPath('it is not a text');
  if (path === '') throw invalidPath('it is empty; the root is "/"');
  const parts = (path.startsWith('/') ? path.slice(1) : path).split('/');
  return parts.map((part, index) => parseSegment(part, index === parts.length - 1));
};

/** The path's part of a resource pattern, without the leading slash: `/users/{id}` gives `users/*`. */
export const toResourcePath = (path: string): string =>
  parsePath(path)
    .map((segment) => (segment.kind === 'literal' ? segment.text : WILDCARD))
    .join('/');

/** True for text that stands for itself as one segment of a pattern: no slash, no wildcard, no template. */
export const isPlainSegment = (text: string): boolean => LITERAL.test(text) && !text.includes(WILDCARD);

const parseSegment = (text: string, isLast: boolean): PathSegment => {
  const parameter = PARAMETER.exec(text)?.groups;
  if (parameter !== undefined) return parseParameter(parameter, isLast);
  if (text === '' && !isLast) throw invalidPath('it has an empty segment');
  if (text !== '' && !LITERAL.test(text)) throw invalidPath('it has a character that a path cannot have');
  return { kind: 'literal', text };
};

const parseParameter = (
  { name = '', greedy }: Readonly<Record<string, string | undefined>>,
  isLast: boolean,
): PathSegment => {
  if (greedy !== undefined && !isLast) throw invalidPath('a greedy parameter must be its last segment');
  return { kind: 'parameter', name, greedy: greedy !== undefined };
};

const invalidPath = (rule: string): PolicyError =>
  new PolicyError('invalid_path', `The path is refused: ${rule}.`);

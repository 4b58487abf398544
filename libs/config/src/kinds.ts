// The kinds of plain variables: each turns a text into a typed value or says which rule it breaks.
import type { Kind } from './environment.ts';
import { BrokenRule } from './errors.ts';
import type { Environment, Place } from './place.ts';
import { assertHttpsUrl, isOrigin } from './urls.ts';

/**
 * What an unset variable means; without either it is an error. `fallback` is the value itself, `null` for an
 * optional variable. `localFallback` is a text, read like a given one, and none in Lambda; it may be derived
 * from other variables.
 */
export interface Fallback<Unset> {
  readonly fallback?: Unset;
  readonly localFallback?: string | ((env: Environment) => string);
}

export interface TextRules {
  /** The whole text has to match; `rule` says what that means, as in "must be 1 to 64 letters". */
  readonly pattern?: { readonly matches: RegExp; readonly rule: string };
}

/** A text as it stands, without white space around it. */
export const text = <Unset = never>(options: TextRules & Fallback<Unset> = {}): Kind<string | Unset> =>
  kind(options, (value) => {
    const { matches, rule } = options.pattern ?? ANY_TEXT;
    return matches.test(value) ? value : broken(rule);
  });

/**
 * An issuer: an https URL without query and fragment (OIDC Discovery 1.0 §3, RFC 8414 §2), kept letter by letter, since issuers
 * are compared so; plain http for a loopback host outside Lambda. At most 512 characters, which is what a token takes.
 */
export const issuer = <Unset = never>(options: Fallback<Unset> = {}): Kind<string | Unset> =>
  kind(options, (value, place) => {
    assertPlainUrl(value, place);
    return value.length <= MAX_CLAIM_LENGTH ? value : broken(LONG_CLAIM);
  });

/** An https URL without fragment, and without query unless that is allowed; plain http for a loopback host outside Lambda. */
export const httpsUrl = <Unset = never>({
  allowQuery = false,
  ...options
}: { readonly allowQuery?: boolean } & Fallback<Unset> = {}): Kind<string | Unset> =>
  kind<string, Unset>(options, (value, place) => {
    (allowQuery ? assertHttpsUrl : assertPlainUrl)(value, place);
    return value;
  });

/** A text that a claim of an access token takes. */
export const claim = <Unset = never>(options: Fallback<Unset> = {}): Kind<string | Unset> =>
  kind(options, (value) => {
    if (!ANY_TEXT.matches.test(value)) return broken(ANY_TEXT.rule);
    return value.length <= MAX_CLAIM_LENGTH ? value : broken(LONG_CLAIM);
  });

/** One of the texts of a list, in the same letter case. */
export const oneOf = <const Choice extends string, Unset extends Choice | null = never>(
  choices: readonly Choice[],
  options: Fallback<Unset> = {},
): Kind<Choice | Unset> =>
  kind(
    options,
    (value) => choices.find((choice) => choice === value) ?? broken(`must be one of ${choices.join(', ')}`),
  );

/** Web origins, separated by commas: exactly what a browser sends as `Origin`. `*` is none. */
export const origins = <Unset = never>(options: Fallback<Unset> = {}): Kind<readonly string[] | Unset> =>
  kind(options, (value) => {
    const items = value.split(',').map((item) => item.trim());
    return items.every(isOrigin) ? Object.freeze([...new Set(items)]) : broken(ORIGINS);
  });

/** A kind from the reading of a text; for kinds of one's own. */
export const kind =
  <T, Unset>(options: Fallback<Unset>, read: (value: string, place: Place) => T): Kind<T | Unset> =>
  (value, place) => {
    if (value !== undefined) return read(value, place);
    if (options.fallback !== undefined) return options.fallback;
    return read(localFallbackOf(options, place), place);
  };

/** Says which rule a text breaks, in words that complete "the value ...". */
export const broken = (rule: string): never => {
  throw new BrokenRule(rule);
};

const assertPlainUrl = (value: string, place: Place): void => {
  assertHttpsUrl(value, place);
  if (value.includes('?')) broken('must be an https URL without query');
};

const localFallbackOf = ({ localFallback }: Fallback<unknown>, { env, inLambda }: Place): string => {
  if (localFallback === undefined) return broken('is required');
  if (inLambda) return broken('is required in Lambda');
  return typeof localFallback === 'function' ? localFallback(env) : localFallback;
};

const ANY_TEXT = { matches: /^\S(.*\S)?$/s, rule: 'must be a text without white space around it' };
const MAX_CLAIM_LENGTH = 512;
const LONG_CLAIM = `must have at most ${MAX_CLAIM_LENGTH} characters`;
const ORIGINS =
  'must be origins separated by commas, such as https://app.example.com: https (or loopback http), no path';

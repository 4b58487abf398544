// A choice between two variables, of which exactly one is to be set; apart, as the only rule that looks at two.
import type { Kind } from './environment.ts';
import { broken } from './kinds.ts';

/** Reads a variable as `kind` does, or gives null when `other` is set in its place. Both or neither is an error. */
export const eitherReference =
  <T>(other: string, kind: Kind<T>): Kind<T | null> =>
  (value, place) => {
    const otherIsSet = place.env[other] !== undefined;
    if (value === undefined) return otherIsSet ? null : broken(`is required, or ${other} in its place`);
    return otherIsSet ? broken(`must not be set together with ${other}`) : kind(value, place);
  };

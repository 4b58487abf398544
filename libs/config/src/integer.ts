// The kind of numbers, in a module of its own: the authorizer's default entry has none, and its bundle is counted in bytes.
import type { Kind } from './environment.ts';
import { broken, kind, type Fallback } from './kinds.ts';

/** A whole number in decimal digits, from `min` to `max`, both included. */
export const integer = <Unset = never>(
  options: { readonly min: number; readonly max: number } & Fallback<Unset>,
): Kind<number | Unset> =>
  kind(options, (value) => {
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : NaN;
    const inBounds = number >= options.min && number <= options.max;
    return inBounds ? number : broken(`must be a whole number from ${options.min} to ${options.max}`);
  });

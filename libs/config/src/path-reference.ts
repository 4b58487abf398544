// A variable that may name a path of SSM instead of one parameter: every parameter directly below it holds a value.
import type { Kind } from './environment.ts';
import { broken, kind, type Fallback } from './kinds.ts';
import { toReference, type PathReference, type Reference, type ReferenceRules } from './reference.ts';

/** As `reference`, and also `ssm:/path/` with a trailing slash for all parameters directly below the path. */
export const referenceOrPath = <Unset = never>(
  options: ReferenceRules & Fallback<Unset> = {},
): Kind<Reference | PathReference | Unset> =>
  kind(options, (value, place) =>
    /^ssm:.*\/$/s.test(value)
      ? Object.freeze({ from: 'ssm-path', variable: place.variable, path: toPath(value) })
      : toReference(value, place, options),
  );

const toPath = (value: string): string =>
  /^ssm:((?:\/[\w.-]+)+)\/$/.exec(value)?.[1] ?? broken('must name a path of parameters such as ssm:/path/');

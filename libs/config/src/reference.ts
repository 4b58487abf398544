// Variables that name a secret or a key set instead of holding it: what they may say, and where.
import type { Kind } from './environment.ts';
import { broken, kind, type Fallback } from './kinds.ts';
import type { Place } from './place.ts';
import { assertHttpsUrl } from './urls.ts';

/**
 * Where a value is to be had. A value in place is behind a function, so that neither JSON nor `console.log`
 * of a configuration shows it. `variable` names the reference in every error.
 */
export type Reference =
  | { readonly from: 'in-place'; readonly variable: string; readonly reveal: () => string }
  | { readonly from: 'file'; readonly variable: string; readonly path: string }
  | { readonly from: 'ssm'; readonly variable: string; readonly path: string }
  | { readonly from: 'secretsmanager'; readonly variable: string; readonly id: string };

/** A path whose parameters are read together. It is kept without its last slash, which SSM does not ask for. */
export interface PathReference {
  readonly from: 'ssm-path';
  readonly variable: string;
  readonly path: string;
}

/** A URL that publishes the value; whoever reads it brings rules of their own for fetching it. */
export interface UrlReference {
  readonly from: 'url';
  readonly variable: string;
  readonly url: string;
}

export interface ReferenceRules {
  /** False for what is public anyway (a JWKS): such a value may stand in place in Lambda too. Default: true. */
  readonly secret?: boolean;
  /** Holds a value in place to its rule at the start already; throws `BrokenRule`. */
  readonly check?: (value: string) => void;
}

/**
 * A value in place, or `ssm:/path/name`, `secretsmanager:name-or-arn`, or `file:/absolute/path`. Lambda takes
 * neither a secret in place nor a file.
 */
export const reference = <Unset = never>(
  options: ReferenceRules & Fallback<Unset> = {},
): Kind<Reference | Unset> => kind(options, (value, place) => toReference(value, place, options));

/** As `reference`, and also an https URL at which the value is published (loopback http outside Lambda). */
export const referenceOrUrl = <Unset = never>(
  options: ReferenceRules & Fallback<Unset> = {},
): Kind<Reference | UrlReference | Unset> =>
  kind(options, (value, place) =>
    /^https?:/i.test(value) ? toUrlReference(value, place) : toReference(value, place, options),
  );

/** The reference as errors name it: the variable and where it points, never a value. */
export const describeReference = (reference: Reference | PathReference): string =>
  `${reference.variable} (${placeOf(reference)})`;

/** Where it points, as the variable says it; of a value in place no more than that. */
export const placeOf = (reference: Reference | UrlReference | PathReference): string => {
  switch (reference.from) {
    case 'ssm-path':
      return `ssm:${reference.path}/`;
    case 'in-place':
      return 'in place';
    case 'url':
      return reference.url;
    case 'secretsmanager':
      return `secretsmanager:${reference.id}`;
    case 'file':
    case 'ssm':
      return `${reference.from}:${reference.path}`;
  }
};

/** Where a text says that the value is to be had, or else the text as the value itself. */
export const toReference = (
  value: string,
  place: Place,
  { secret = true, check }: ReferenceRules,
): Reference => {
  const { variable, inLambda } = place;
  const [, scheme, rest = ''] = /^(ssm|secretsmanager|file):(.*)$/s.exec(value) ?? [];
  if (scheme === 'ssm') return Object.freeze({ from: 'ssm', variable, path: toParameterPath(rest) });
  if (scheme === 'secretsmanager')
    return Object.freeze({ from: 'secretsmanager', variable, id: toSecretId(rest) });
  if (scheme === undefined && NEAR_SCHEME.test(value)) return broken(SCHEMES);
  if (inLambda && (secret || scheme === 'file')) return broken(REFERENCE_IN_LAMBDA);
  if (scheme === 'file') return Object.freeze({ from: 'file', variable, path: toAbsolutePath(rest) });
  check?.(value);
  return Object.freeze({ from: 'in-place', variable, reveal: () => value });
};

const toUrlReference = (url: string, { variable, inLambda }: Place): UrlReference => {
  assertHttpsUrl(url, { inLambda });
  return Object.freeze({ from: 'url', variable, url });
};

const toParameterPath = (path: string): string =>
  /^(\/[\w.-]+)+(:[\w.-]+)?$/.test(path) ? path : broken('must name a parameter such as ssm:/path/name');

const toSecretId = (id: string): string =>
  /^[\w/+=.@:-]{1,2048}$/.test(id) ? id : broken('must name a secret: secretsmanager:name-or-arn');

const toAbsolutePath = (path: string): string =>
  /^(\/|[A-Za-z]:[\\/])./s.test(path)
    ? path
    : broken('must name a file by its absolute path: file:/path/name');

/** Another spelling of a scheme: as a value in place it would be the secret itself, and known to everybody. */
const NEAR_SCHEME = /^\s*(ssm|secrets?[-_]?manage?r|file)\s*:/i;

const SCHEMES = 'must spell its reference as ssm:/path/name, secretsmanager:name-or-arn or file:/path/name';

const REFERENCE_IN_LAMBDA =
  'must be a reference in Lambda (ssm:/path/name or secretsmanager:name-or-arn): no secret in place, no file';

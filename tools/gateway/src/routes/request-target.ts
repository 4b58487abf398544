// The request target of a call, cut into path and query without any normalisation: what is odd is refused, not repaired.

/** A target whose path may mean anything. */
export interface SplitTarget {
  /** As sent, without the query. */
  readonly path: string;
  readonly query: string;
}

export interface RequestTarget extends SplitTarget {
  readonly segments: readonly TargetSegment[];
}

export interface TargetSegment {
  readonly raw: string;
  /** Percent-decoded once, as path parameters and method ARNs show it. */
  readonly decoded: string;
}

/** The target in parts; its path decides nothing when it could mean two things (`//`, `..`, `%2F`): then null. */
export const parseRequestTarget = (target: string): RequestTarget | null => {
  const split = splitTarget(target);
  if (split === null) return null;
  const { path, query } = split;
  const segments = path === '/' ? [] : path.slice(1).split('/').map(toSegment);
  return segments.some((segment) => segment === null)
    ? null
    : { path, query, segments: segments.filter((segment) => segment !== null) };
};

/** Path and query of a target, or null for what has no path. */
export const splitTarget = (target: string): SplitTarget | null => {
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?(\/[^?#]*)(?:\?([^#]*))?$/i.exec(target) ?? [];
  return path === '' ? null : { path, query };
};

const toSegment = (raw: string): TargetSegment | null => {
  const decoded = decode(raw);
  const isPlain = decoded !== '' && decoded !== '.' && decoded !== '..' && !/[/\\]/.test(decoded);
  return isPlain ? { raw, decoded } : null;
};

const decode = (raw: string): string => {
  try {
    return decodeURIComponent(raw);
  } catch {
    return '';
  }
};

// One act of a principal, as IAM judges it.
export interface Act {
  /** `iam:CreateRole` */
  readonly action: string;
  /** An ARN; `*` for an act that knows none. */
  readonly resource: string;
  /** The condition keys of the request. */
  readonly context: Readonly<Record<string, string>>;
}

/** These acts on this resource. */
export const acts = (
  resource: string,
  actions: readonly string[],
  context: Act['context'] = {},
): readonly Act[] => actions.map((action) => ({ action, resource, context }));

export const nameOf = ({ action, resource, context }: Act): string =>
  [action, resource, ...Object.entries(context).map(([key, value]) => `${key}=${value}`)].join(' ');

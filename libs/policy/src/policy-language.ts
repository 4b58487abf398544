// The words of IAM's policy language that both the builder and the evaluator use.

/** The version that the builder writes. */
export const POLICY_VERSION = '2012-10-17';

/** The version before; it is also that of a document without a `Version`. It has no policy variables: `${…}` is text. */
export const FIRST_POLICY_VERSION = '2008-10-17';

/** What a statement does where it applies. */
export type Effect = 'Allow' | 'Deny';

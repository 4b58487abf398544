// What an authorizer of an HTTP API found, as the function's event shows it.

export interface HttpAuthorization {
  /** `requestContext.authorizer` of format 1.0. */
  readonly in1: Readonly<Record<string, unknown>>;
  /** The same of format 2.0. */
  readonly in2: Readonly<Record<string, unknown>>;
}

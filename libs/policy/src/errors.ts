// The one error of this library, apart so that its codes can be read, and relied on, in one place.

/** Why a policy could not be built, compiled or read. Codes are stable; messages are not. */
export type PolicyErrorCode =
  | 'empty_policy'
  | 'invalid_api'
  | 'invalid_authorizer_result'
  | 'invalid_conditions'
  | 'invalid_context'
  | 'invalid_method_arn'
  | 'invalid_path'
  | 'invalid_policy'
  | 'invalid_principal'
  | 'invalid_verb'
  | 'policy_too_large'
  | 'resource_too_long'
  | 'unknown_route';

/**
 * Thrown where the fault is noticed. The message names the field and the rule, never a value of a request.
 * @example
 * try {
 *   parseMethodArn('arn:aws:s3:::bucket');
 * } catch (error) {
 *   if (error instanceof PolicyError) console.error(error.code); // invalid_method_arn
 * }
 */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code: PolicyErrorCode;

  constructor(code: PolicyErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

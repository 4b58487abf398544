// Where the process runs, read from the environment; apart, because every rule that differs in Lambda asks it.

/** The process environment, or a plain object that stands for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a kind may know beside the text of its own variable. Unset and empty variables are absent from `env`. */
export interface Place {
  readonly variable: string;
  readonly env: Environment;
  readonly inLambda: boolean;
}

/**
 * True in a deployed function. `AWS_LAMBDA_FUNCTION_NAME` is the runtime's; `AWS_SAM_LOCAL=true` is what local
 * emulation of a function sets, and counts as local.
 */
export const isLambda = (env: Environment): boolean =>
  isSet(env['AWS_LAMBDA_FUNCTION_NAME']) && env['AWS_SAM_LOCAL'] !== 'true';

/** An empty string is what a template gives for a parameter that was left out: it counts as unset. */
export const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

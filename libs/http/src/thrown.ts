// What a handler has thrown, as an error that an answer can be made of.
import { GatehouseError } from '@gatehouse/errors';
import { PROBLEMS, type ProblemRow } from './problems.ts';

/** A `GatehouseError` as it is; anything else is a fault of ours, kept as its cause. */
export const toGatehouseError = (thrown: unknown): GatehouseError =>
  thrown instanceof GatehouseError && Object.hasOwn(PROBLEMS, thrown.code)
    ? thrown
    : new GatehouseError('internal_error', { cause: thrown });

/** The value of `Retry-After`, in seconds; undefined for a code that does not say when to try again. */
export const retryAfterOf = ({ code, retryAfterSeconds }: GatehouseError): string | undefined => {
  const row: ProblemRow = PROBLEMS[code];
  const seconds = row.retryAfterSeconds && (retryAfterSeconds ?? row.retryAfterSeconds);
  return seconds === undefined ? undefined : String(Math.max(1, Math.ceil(seconds)));
};

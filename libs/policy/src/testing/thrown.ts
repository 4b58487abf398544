// What an act throws, as plain data, so that tests can pin code and message at once.
import { PolicyError, type PolicyErrorCode } from '../errors.ts';

/** Code and message of the PolicyError that `act` throws; any other outcome is an error of the test. */
export const thrownBy = (
  act: () => unknown,
): { readonly code: PolicyErrorCode; readonly message: string } => {
  try {
    act();
  } catch (error) {
    if (error instanceof PolicyError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('Nothing was thrown.');
};

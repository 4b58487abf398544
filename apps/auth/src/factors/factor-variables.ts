// The variables of second factors.
import { broken, integer, reference } from '@gatehouse/config';
import { parseFactorKeys } from '@gatehouse/factors';

export const factorVariables = {
  FACTOR_KEYS: reference({ fallback: null, check: (text) => assertKeys(text) }),
  REAUTHENTICATION_SECONDS: integer({ min: 1, max: 86_400, fallback: 900 }),
};

const assertKeys = (text: string): void => {
  try {
    parseFactorKeys(text);
  } catch (error) {
    // Its message is a position and a rule.
    broken((error as Error).message);
  }
};

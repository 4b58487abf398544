// The variables of both apps that set passwords, and the rules of the hashing library for them; here and not with the
// other variables, because the library that reads an environment stands beside the one that hashes.
import {
  broken,
  ConfigurationError,
  httpsUrl,
  integer,
  kind,
  reference,
  type Reference,
} from '@gatehouse/config';
import { findFloorFaults, findParameterFault, parsePeppers } from '@gatehouse/hashing/rules';

export interface HashingCost {
  readonly ARGON2_MEMORY_KIB: number;
  readonly ARGON2_PASSES: number;
  readonly ARGON2_LANES: number;
  readonly UNSAFE_CHEAP_HASHING?: boolean;
}

export interface HasherVariables extends HashingCost {
  readonly PASSWORD_PEPPERS: Reference | null;
}

/** How passwords are hashed (RFC 9106 §4; OWASP's 19 MiB, 2 passes, 1 lane) and what new ones have to be. */
export const passwordVariables = {
  ARGON2_MEMORY_KIB: /* @__PURE__ */ integer({ min: 7_168, max: 262_144, fallback: 19_456 }),
  ARGON2_PASSES: /* @__PURE__ */ integer({ min: 1, max: 100, fallback: 2 }),
  ARGON2_LANES: /* @__PURE__ */ integer({ min: 1, max: 16, fallback: 1 }),
  // For tests alone, whose logins then take no time. No template names it.
  UNSAFE_CHEAP_HASHING: /* @__PURE__ */ kind<boolean, boolean>({ fallback: false }, (value, { inLambda }) => {
    if (inLambda)
      return broken('must not be set in Lambda, since anyone can guess passwords behind cheap hashes');
    return value === 'true' || broken('must be true, or not set');
  }),
  PASSWORD_PEPPERS: /* @__PURE__ */ reference({ fallback: null, check: (text) => assertPeppers(text) }),
  PASSWORD_MIN_LENGTH: /* @__PURE__ */ integer({ min: 8, max: 256, fallback: 15 }),
  PASSWORD_BREACH_URL: /* @__PURE__ */ httpsUrl({ fallback: null }),
};

/** What the hashing library takes, from the variables. */
export const parametersOf = (variables: HashingCost) => ({
  memoryKiB: variables.ARGON2_MEMORY_KIB,
  passes: variables.ARGON2_PASSES,
  lanes: variables.ARGON2_LANES,
});

/**
 * Holds variables that are each within their bounds to what they cost together, and hands the configuration back: at most
 * what one hash may take, and at least the floor of ASVS 11.4.2. A hasher that is made without a configuration has no floor, and
 * `UNSAFE_CHEAP_HASHING` goes below it.
 * @throws ConfigurationError
 */
export const checkHashingCost = <T extends HashingCost>(configuration: T): T => {
  if (configuration.UNSAFE_CHEAP_HASHING === true) return { ...configuration, ...CHEAPEST };
  const parameters = parametersOf(configuration);
  const tooMuch = findParameterFault(parameters);
  const faults = tooMuch === undefined ? findFloorFaults(parameters) : [tooMuch];
  if (faults.length === 0) return configuration;
  throw new ConfigurationError(
    faults.map(({ parameter, rule }) => ({ variable: VARIABLE_OF[parameter], rule })),
  );
};

/** The least that Argon2 itself takes (RFC 9106 §3.1). */
const CHEAPEST: HashingCost = { ARGON2_MEMORY_KIB: 8, ARGON2_PASSES: 1, ARGON2_LANES: 1 };

const VARIABLE_OF = {
  memoryKiB: 'ARGON2_MEMORY_KIB',
  passes: 'ARGON2_PASSES',
  lanes: 'ARGON2_LANES',
} as const;

const assertPeppers = (text: string): void => {
  try {
    parsePeppers(text);
  } catch (error) {
    // Its message is a position and a rule.
    broken((error as Error).message);
  }
};

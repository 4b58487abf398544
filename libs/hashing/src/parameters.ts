// What Argon2 may be run with; apart from the strings that name it, since a configuration is held to the same bounds.

/** What Argon2 is run with (RFC 9106 §3.1). */
export interface Argon2Parameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** A parameter and the rule that it breaks, in words that complete "the parameter ...". */
export interface ParameterFault {
  readonly parameter: keyof Argon2Parameters;
  readonly rule: string;
}

/**
 * The first bound that is broken. The most that one hash may cost: 256 MiB at a time, and 1 GiB filled in all.
 * @example
 * findParameterFault({ memoryKiB: 19_456, passes: 2, lanes: 17 }); // { parameter: 'lanes', rule: 'must be at most 16' }
 */
export const findParameterFault = ({
  memoryKiB,
  passes,
  lanes,
}: Argon2Parameters): ParameterFault | undefined => {
  if (lanes > 16) return { parameter: 'lanes', rule: 'must be at most 16' };
  if (memoryKiB > 262_144) return { parameter: 'memoryKiB', rule: 'must be at most 262144' };
  if (memoryKiB < 8 * lanes) return { parameter: 'lanes', rule: 'must leave 8 KiB of the memory to each' };
  if (passes > 10_000 || memoryKiB * passes > 1_048_576)
    return { parameter: 'passes', rule: 'must fill at most 1048576 KiB in all, memory times passes' };
  return undefined;
};

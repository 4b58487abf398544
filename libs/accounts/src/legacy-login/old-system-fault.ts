// What can be wrong with an old system that is asked.

/**
 * No connection, no end in time, a status that neither vouches nor says no, or an answer that is not the one that is due; `what` is the
 * status, or the part of the answer.
 */
export interface OldSystemFailure {
  readonly reason: 'unavailable' | 'slow' | 'refused' | 'malformed';
  readonly what?: string;
}

export class OldSystemFault extends Error {
  readonly failure: OldSystemFailure;

  constructor(failure: OldSystemFailure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** Throws the fault. */
export const failed = (reason: OldSystemFailure['reason'], what?: string): never => {
  throw new OldSystemFault({ reason, ...(what !== undefined && { what }) });
};

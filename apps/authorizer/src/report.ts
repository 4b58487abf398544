// What the parts of this app tell of values that go on: it ends no call, and somebody has to look at it.
import type { SkippedKey } from '@gatehouse/jwt';

export interface Report {
  /** Told of each value that could not be had again, by the name of its variable, while the last good one goes on. */
  readonly onFailure: (error: Error) => void;
  /** Told of each key of `JWT_JWKS` that verifies nothing here, once for a set. */
  readonly onSkipped: (key: SkippedKey) => void;
}

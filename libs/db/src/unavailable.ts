// The one shape of "the database does not answer", so that both adapters answer alike.
import { GatehouseError } from '@gatehouse/errors';

/** About what a failover's first seconds or a released lock take: soon enough for a person, late enough for a crowd. */
const RETRY_AFTER_SECONDS = 2;

/** `store_unavailable` (503) with `cause` for the log and the seconds for `Retry-After`, more where the store asks for more. */
export const storeUnavailable = (cause: unknown, atLeastSeconds = 0): GatehouseError =>
  new GatehouseError('store_unavailable', {
    cause,
    retryAfterSeconds: Math.max(RETRY_AFTER_SECONDS, atLeastSeconds),
  });

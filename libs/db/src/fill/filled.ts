// What a store is filled with, and how it is told how far that is.
import type { Session } from '@gatehouse/sessions';
import type { Account } from '../ports.ts';

/** An account with the sessions that are open of it. */
export interface Filled {
  readonly account: Account;
  readonly sessions: readonly Session[];
}

/** Cuts what is to be filled in into lists of one length. */
export function* inBatches<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

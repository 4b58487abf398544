// How any step of a call says that the gateway itself has to answer; caught once, where answers are made.
import { RESPONSE_TYPES } from './response-types.ts';
import type { RefusalType } from './response-types.ts';

/** Ends a call with the gateway response of its type. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly type: RefusalType;

  constructor(type: RefusalType, options?: ErrorOptions) {
    super(RESPONSE_TYPES[type].message ?? type, options);
    this.type = type;
  }
}

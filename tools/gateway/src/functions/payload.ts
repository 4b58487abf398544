// Events and results as the JSON that carries them to a function and back, held to Lambda's limit for both.
import { InvocationError } from './function-host.ts';

const LARGEST_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** @throws InvocationError `event_too_large` */
export const toPayload = (functionId: string, event: unknown): string => {
  const payload = JSON.stringify(event);
  if (Buffer.byteLength(payload) > LARGEST_PAYLOAD_BYTES)
    throw new InvocationError('event_too_large', `the event for ${functionId} exceeds 6 MB`);
  return payload;
};

/** @throws InvocationError `thrown` for a result that is too large */
export const toResult = (payload: string): unknown => {
  if (Buffer.byteLength(payload) > LARGEST_PAYLOAD_BYTES)
    throw new InvocationError('thrown', 'the result exceeds 6 MB');
  return JSON.parse(payload) as unknown;
};

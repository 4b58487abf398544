// The function that brings the audit lines of a stack's log into a log group of their own: a subscription calls it, and what it
// prints is that log group.
import { gunzipSync } from 'node:zlib';
import { toStandardOutput } from './writers.ts';

/** What a subscription of CloudWatch Logs sends: gzipped JSON in base64. */
export interface SubscriptionEvent {
  readonly awslogs: { readonly data: string };
}

interface Delivery {
  /** `CONTROL_MESSAGE` is how CloudWatch tries whether anybody is there. */
  readonly messageType: string;
  readonly logEvents: readonly { readonly message: string }[];
}

/** A handler that prints the lines as they were logged. What it cannot read it throws, and the subscription tries again. */
export const createForwarder =
  (write: (line: string) => void) =>
  async ({ awslogs }: SubscriptionEvent): Promise<void> => {
    const unpacked = gunzipSync(Buffer.from(awslogs.data, 'base64')).toString('utf8');
    const { messageType, logEvents } = JSON.parse(unpacked) as Delivery;
    if (messageType !== 'DATA_MESSAGE') return;
    for (const { message } of logEvents) write(`${message.trimEnd()}\n`);
  };

export const forwardAuditLines = createForwarder(toStandardOutput);

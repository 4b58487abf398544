// Where use cases leave their events: each becomes a line for every writer, and none fails the request that it is of.
import type { ValueStore } from '@gatehouse/db';
import type { Logger } from '@gatehouse/log';
import { count } from '@gatehouse/metrics';
import { accountKeyOf } from './account-key.ts';
import { counterOf } from './counted.ts';
import type { Audit, AuditEvent } from './events.ts';
import { toLine, type Origin } from './line.ts';

/** Takes a line with its line feed, before it returns. */
export type WriteLine = (line: string) => void;

export interface TrailOptions {
  /** Where the key of accounts is kept. */
  readonly values: () => Promise<Pick<ValueStore, 'keep'>>;
  readonly writers: readonly WriteLine[];
  readonly logger: Pick<Logger, 'error'>;
  readonly now: () => Date;
}

/** A request as the chain hands it to a handler, as far as an audit line tells of it. */
export interface AuditedRequest {
  readonly sourceAddress: string;
  readonly requestId: string;
  readonly principal?: { readonly subject: string; readonly sessionId: string } | undefined;
}

export interface AuditTrail {
  /** The audit of one request: its caller, its address and its id stand in each line. */
  of(request: AuditedRequest): Audit;
  /** The audit of what an operator does, outside of any request. */
  readonly ofOperator: Audit;
}

export const createAuditTrail = (options: TrailOptions): AuditTrail => ({
  of: ({ principal, sourceAddress, requestId }) =>
    auditOf(options, {
      actor: principal?.subject ?? null,
      sid: principal?.sessionId ?? null,
      address: sourceAddress,
      requestId,
    }),
  ofOperator: auditOf(options, { actor: 'operator', sid: null, address: null, requestId: null }),
});

const auditOf =
  (options: TrailOptions, origin: Origin): Audit =>
  async (event) => {
    const counter = counterOf(event);
    if (counter !== undefined) count(counter);
    const accountKey = await keyOrNull(options, event);
    const line = toLine(event, { origin, accountKey, now: options.now() });
    for (const write of options.writers) attempt(options, event, () => write(`${JSON.stringify(line)}\n`));
  };

/** An event without its key is better than none. */
const keyOrNull = async ({ values, logger }: TrailOptions, event: AuditEvent): Promise<string | null> => {
  if (event.email === undefined) return null;
  try {
    return await accountKeyOf(await values(), event.email);
  } catch (error) {
    logger.error('audit event without its account key', { event: event.event }, error);
    return null;
  }
};

/** One writer that fails costs the others nothing. */
const attempt = ({ logger }: TrailOptions, { event }: AuditEvent, write: () => void): void => {
  try {
    write();
  } catch (error) {
    logger.error('audit event not written', { event }, error);
  }
};

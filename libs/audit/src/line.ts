// The form of an audit line: one JSON object, the same members in every one.
import type { AuditEvent } from './events.ts';

/** Who asks, and from where; null where there is no request or no caller. */
export interface Origin {
  readonly actor: string | null;
  readonly sid: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** The members that every line has; what its event adds comes after them. */
export interface AuditLine {
  readonly audit: true;
  /** ISO 8601, in UTC. */
  readonly time: string;
  readonly event: string;
  readonly actor: string | null;
  readonly subject: string | null;
  readonly sid: string | null;
  readonly address: string | null;
  readonly request_id: string | null;
  readonly account_key: string | null;
  readonly [added: string]: unknown;
}

interface Circumstances {
  readonly origin: Origin;
  readonly accountKey: string | null;
  readonly now: Date;
}

/** The line of an event. The email stays out of it. */
export const toLine = (told: AuditEvent, { origin, accountKey, now }: Circumstances): AuditLine => {
  const { event, subject, actor = origin.actor, sid = origin.sid, email: _email, ...added } = told;
  return {
    audit: true,
    time: now.toISOString(),
    event,
    actor,
    subject,
    sid,
    address: origin.address,
    request_id: origin.requestId,
    account_key: accountKey,
    ...added,
  };
};

const NULLABLE = ['actor', 'subject', 'sid', 'address', 'request_id', 'account_key'] as const;

/** The line that a text holds, or null for a text that is none. */
export const parseLine = (text: string): AuditLine | null => {
  const value = parseObject(text);
  if (value?.['audit'] !== true) return null;
  if (typeof value['event'] !== 'string' || typeof value['time'] !== 'string') return null;
  const isText = (member: unknown): boolean => member === null || typeof member === 'string';
  return NULLABLE.every((name) => isText(value[name])) ? (value as unknown as AuditLine) : null;
};

const parseObject = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
};

// An event as a person reads it in a terminal: when, what, and the members that say something.
import type { AuditLine } from '@gatehouse/audit';

/** As long as the longest name of an event. */
const EVENT_WIDTH = 'refresh_replayed_elsewhere'.length;

export const presentEvent = ({ audit: _audit, time, event, ...members }: AuditLine): string => {
  const said = Object.entries(members).filter(([, value]) => value !== null);
  const rest = said.map(([name, value]) => `${name}=${presentValue(value)}`).join(' ');
  return `${time}  ${event.padEnd(EVENT_WIDTH)}  ${rest}`;
};

/** Whatever could break the line, or move the cursor, is shown as JSON writes it. */
const presentValue = (value: unknown): string => {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return /^[\w.:,@-]+$/.test(text) ? text : JSON.stringify(value).replace(/[^\x20-\x7e]/g, '?');
};

// What this process has seen of each gateway: the events that must stand in its audit file, and the secrets that must stand in
// no log. The client and the gateway's process tell it; whoever stops the gateway asks.
import type { AuditEventName } from '@gatehouse/audit';
import type { Call } from '../client.ts';
import { eventAfter, eventAfterCommand, type Exchange } from './expected-events.ts';
import { secretsIn, type Secrets } from './secrets.ts';

export interface Seen {
  /** The event of a request, by its id. */
  readonly byRequest: Map<string, AuditEventName>;
  /** The events of operators' commands, one for each. */
  readonly byOperators: AuditEventName[];
}

const seen = new Map<string, Seen>();

/** Passwords, tokens and emails of all calls of this process: none belongs into any log. */
export const secrets: Secrets = { tokens: new Set(), texts: new Set() };

/** What was seen of the gateway at this address. */
export const seenOf = (url: string): Seen => {
  const known = seen.get(url) ?? { byRequest: new Map(), byOperators: [] };
  seen.set(url, known);
  return known;
};

/** A call to the API at `url`, and what came back. */
export const witnessCall = (url: string, call: Call, exchange: Exchange): void => {
  const { headers, body } = exchange.answer;
  const cookies = [call.headers?.['cookie'] ?? '', ...headers.getSetCookie()].map(refreshCookieIn);
  secretsIn([call.body, body, { access_token: call.token }, ...cookies], secrets);
  const event = eventAfter(exchange);
  const requestId = headers.get('x-request-id');
  if (event !== null && requestId !== null) seenOf(url).byRequest.set(requestId, event);
};

const refreshCookieIn = (cookie: string) => ({
  refresh_token: /__Host-gatehouse-refresh=([^;]*)/.exec(cookie)?.[1],
});

/** An operator's command that has succeeded, on the home of the gateway at `url`. */
export const witnessCommand = (url: string, command: string, [act = '']: readonly string[]): void => {
  const event = command === 'admin' ? eventAfterCommand(act) : null;
  if (event !== null) seenOf(url).byOperators.push(event);
};

// The line of a request for a person: what was asked, what came of it, and who decided.
import type { Colour, Paint } from '@gatehouse/terminal';
import { shownPath, type AccessEntry } from '../http/access-log.ts';

/** `GET /users 403 2 ms  deny, remembered  forbidden`; the request's id where the log has more to say of it. */
export const prettyCallLine =
  (paint: Paint) =>
  ({ method, target, status, startedAtMs, requestId, authorizer, code }: AccessEntry): string => {
    const ms = Math.round(performance.now() - startedAtMs);
    const asked = `${paint('bold', method)} ${shownPath(target)} ${paint(colourOf(status), String(status))}`;
    return [
      `${asked} ${paint('dim', `${ms} ms`)}`,
      authorizer && paint(authorizer.decision === 'allow' ? 'green' : 'yellow', decided(authorizer)),
      code && code !== authorizer?.decision && paint(colourOf(status), code),
      status >= 500 && paint('dim', requestId),
    ]
      .filter(Boolean)
      .join('  ');
  };

const decided = ({ decision, remembered }: NonNullable<AccessEntry['authorizer']>): string =>
  remembered ? `${decision}, remembered` : decision;

const colourOf = (status: number): Colour => {
  if (status >= 500) return 'red';
  return status >= 400 ? 'yellow' : 'green';
};

// Sends a browser that came by an IP address of this machine to its name: browsers give passkeys to names alone.
import type { Answer } from '../answers/answer.ts';
import { headerValues, type RequestHead } from '../events/request.ts';

/** The redirect, for a browser at `/` and `/console`; null for everyone else. What stands behind a `#` goes along by itself. */
export const toLocalhost = ({ method, target, headers }: RequestHead): Answer | null => {
  const [host = '', ...others] = headerValues(headers, 'host');
  const address = others.length === 0 ? BY_ADDRESS.exec(host) : null;
  if (method !== 'GET' || !PATHS.test(target) || address === null || !isOfBrowser(headers)) return null;
  return {
    status: 307,
    headers: [
      ['Location', `http://localhost${address[1] ?? ''}${target}`],
      ['Cache-Control', 'no-store'],
    ],
    body: Buffer.alloc(0),
  };
};

const BY_ADDRESS = /^(?:127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const PATHS = /^\/(console)?(\?|$)/;

const isOfBrowser = (headers: RequestHead['headers']): boolean =>
  headerValues(headers, 'accept').some((accepted) => accepted.toLowerCase().includes('text/html'));

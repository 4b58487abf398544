// Sends a browser that came by an IP address of this machine to its name: browsers give passkeys to names alone.
import type { Answer } from '../answers/answer.ts';
import type { RequestHead } from '../events/request.ts';
import { onlyHeader, wantsHtml } from './page-request.ts';

/** The redirect, for a browser at `/` and `/console`; null for everyone else. What stands behind a `#` goes along by itself. */
export const toLocalhost = (request: RequestHead): Answer | null => {
  const { method, target } = request;
  const address = BY_ADDRESS.exec(onlyHeader(request, 'host') ?? '');
  if (method !== 'GET' || !PATHS.test(target) || address === null || !wantsHtml(request)) return null;
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

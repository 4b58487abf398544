// Sends a browser that came by an IP address of this machine to its name: browsers give passkeys to names alone.
import type { Answer } from '../answers/answer.ts';
import type { RequestHead } from '../events/request.ts';
import { splitTarget } from '../routes/request-target.ts';
import { redirectAnswer } from './page-answers.ts';
import { isRead, onlyHeader, wantsHtml } from './page-request.ts';

/** The redirect, for a browser at `/` and `/console`; null for everyone else. What stands behind a `#` goes along by itself. */
export const toLocalhost = (request: RequestHead): Answer | null => {
  const address = BY_ADDRESS.exec(onlyHeader(request, 'host') ?? '');
  const target = splitTarget(request.target);
  if (address === null || target === null || !PATHS.includes(target.path)) return null;
  if (!isRead(request) || !wantsHtml(request)) return null;
  const query = target.query === '' ? '' : `?${target.query}`;
  return redirectAnswer(`http://localhost${address[1] ?? ''}${target.path}${query}`);
};

const BY_ADDRESS = /^(?:127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const PATHS = ['/', '/console'];

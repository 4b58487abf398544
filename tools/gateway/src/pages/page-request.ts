// What the pages of this machine are asked, and by whom.
import { headerValues, type GatewayRequest, type RequestHead } from '../events/request.ts';
import { splitTarget } from '../routes/request-target.ts';

/** The path of a request, without its query. */
export const pathOf = ({ target }: Pick<RequestHead, 'target'>): string =>
  splitTarget(target)?.path ?? target.split('?', 1)[0] ?? '';

/** The one value of a header that may stand once; undefined where it is missing, or stands twice. */
export const onlyHeader = ({ headers }: RequestHead, name: string): string | undefined => {
  const values = headerValues(headers, name);
  return values.length === 1 ? values[0] : undefined;
};

/**
 * Whether it is sent on this machine, since others write any `Host` they like, and by a name of its own: one that somebody has led
 * here (DNS rebinding) is none.
 */
export const isOfThisMachine = (request: RequestHead): boolean =>
  /^(127\.|::1$)/.test(request.sourceIp) &&
  [onlyHeader(request, 'host'), ...authoritiesIn(request)].every((host = '') => isOwnName(host));

/** Whether `localhost:3000` or the like is a name that this machine alone has for itself. */
export const isOwnName = (host: string): boolean => OWN_NAMES.test(host);

const OWN_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** A target in absolute form has a name too, which counts more than the header (RFC 9112 §3.2.2): both have to be ours. */
const authoritiesIn = ({ target }: RequestHead): readonly string[] =>
  [...target.matchAll(/^https?:\/\/([^/?#]*)/gi)].map(([, authority = '']) => authority);

/** Whether the answer is to be a page: browsers ask for HTML by name. What has the weight 0 is refused (RFC 9110 §12.4.2). */
export const wantsHtml = ({ headers }: RequestHead): boolean =>
  headerValues(headers, 'accept')
    .flatMap((accepted) => accepted.split(','))
    .some((range) => /^\s*text\/html\s*(;|$)/i.test(range) && !/;\s*q=0(\.0*)?\s*(;|$)/i.test(range));

/** Whether it only reads. */
export const isRead = ({ method }: RequestHead): boolean => method === 'GET' || method === 'HEAD';

export type { GatewayRequest as PageRequest };

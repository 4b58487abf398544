// What the pages of this machine are asked, and by whom.
import { headerValues, type GatewayRequest, type RequestHead } from '../events/request.ts';

/** The path of a request, without its query. */
export const pathOf = ({ target }: Pick<RequestHead, 'target'>): string => target.split('?', 1)[0] ?? '';

/** The one value of a header that may stand once; undefined where it is missing, or stands twice. */
export const onlyHeader = ({ headers }: RequestHead, name: string): string | undefined => {
  const values = headerValues(headers, name);
  return values.length === 1 ? values[0] : undefined;
};

/** Whether it is sent to this machine by a name of its own: one that somebody has led here (DNS rebinding) is none. */
export const isToThisMachine = (request: RequestHead): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(onlyHeader(request, 'host') ?? '');

/** Whether the answer is to be a page: browsers ask for HTML by name. */
export const wantsHtml = ({ headers }: RequestHead): boolean =>
  headerValues(headers, 'accept').some((accepted) => accepted.toLowerCase().includes('text/html'));

/** Whether it only reads. */
export const isRead = ({ method }: RequestHead): boolean => method === 'GET' || method === 'HEAD';

export type { GatewayRequest as PageRequest };

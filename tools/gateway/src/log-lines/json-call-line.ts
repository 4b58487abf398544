// The line of a request as JSON, in the form of the apps' own lines.
import { createLogger } from '@gatehouse/log';
import { shownPath, type AccessEntry } from '../http/access-log.ts';

export const jsonCallLine = ({
  method,
  target,
  status,
  startedAtMs,
  requestId,
  ...more
}: AccessEntry): string => {
  let line = '';
  const write = (text: string): void => void (line = text.trimEnd());
  createLogger({ level: 'INFO', service: 'gateway', write }).info('answered', {
    request_id: requestId,
    method,
    path: shownPath(target),
    status,
    ms: Math.round(performance.now() - startedAtMs),
    authorizer: more.authorizer?.decision,
    remembered: more.authorizer?.remembered,
    code: more.code,
  });
  return line;
};

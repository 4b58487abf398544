// Whether an answer is one that a request may get: no fault of the server's, and one that the document tells of.
import { holdAnswer } from '../document/hold-answer.ts';
import type { RawAnswer } from './read-answer.ts';
import type { FuzzRequest } from './request.ts';

/** What is wrong with the answer; undefined when nothing is. */
export const faultOf = ({ method, target }: FuzzRequest, raw: RawAnswer): string | undefined => {
  if (raw.status >= 500) return `${raw.status}: ${raw.body.slice(0, 500)}`;
  if (raw.rest > 0 && !isUnknownHead(method, raw)) return `${raw.rest} bytes follow the answer`;
  if (method === 'HEAD') return undefined;
  const answer = { status: raw.status, headers: raw.headers, body: parsed(raw.body) };
  const faults = readingsOf(target).map((path) => faultAs(() => holdAnswer(method, path, answer)));
  return faults.includes(undefined) ? undefined : faults[0];
};

/**
 * Of a head that it refuses, Node's parser shows the last packet alone. Where the method stood in one before, the gateway
 * cannot know that it was a HEAD: it sends a body, as the last thing on that connection.
 */
const isUnknownHead = (method: string, { status, headers }: RawAnswer): boolean =>
  method === 'HEAD' && [400, 413].includes(status) && headers.get('connection') === 'close';

/** The paths that a target may mean: as it stands and decoded, or none where it is no path without a doubt. */
const readingsOf = (target: string): readonly string[] => {
  const [, path = ''] = /^(?:https?:\/\/[^/?#]*)?(\/[^?#]*)(?:\?[^#]*)?$/i.exec(target) ?? [];
  const segments = path.split('/').slice(1);
  const isOdd = path !== '/' && segments.some((segment) => /^\.{0,2}$|[/\\]|^$/.test(decoded(segment)));
  return path === '' || isOdd
    ? [NOTHING]
    : [path, segments.map((segment) => `/${encodeURIComponent(decoded(segment))}`).join('')];
};

/** A path of no operation. */
const NOTHING = '/nothing/at/all';

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
};

const parsed = (body: string): unknown => {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    return body;
  }
};

const faultAs = (hold: () => void): string | undefined => {
  try {
    hold();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

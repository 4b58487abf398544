// Our own lines, as `npm run export` writes them.
import { jsonLines } from '../records/json-lines.ts';
import type { Format } from './format.ts';

/** A member that is not known refuses its line, unless it is ignored by name. */
export const gatehouse: Format = {
  records: ({ chunks }) => jsonLines(chunks),
  toDraft: (line, { ignored = [] }) => line.rest(ignored),
};

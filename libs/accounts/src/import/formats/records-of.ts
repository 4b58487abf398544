// The forms of files that several formats share.
import { csvRecords, type CsvColumns } from '../records/csv-records.ts';
import { jsonElements } from '../records/json-elements.ts';
import { jsonLines } from '../records/json-lines.ts';
import type { Format } from './format.ts';

/** JSON lines, or one list of objects. */
export const jsonLinesOrList: Format['records'] = ({ chunks, first }) =>
  first === '[' ? jsonElements(chunks) : jsonLines(chunks);

/** A document of JSON with a list of `users`, a list alone, or else CSV with these columns. */
export const documentOrCsv =
  (columns: CsvColumns): Format['records'] =>
  ({ chunks, first }) =>
    first === '{' || first === '[' ? jsonElements(chunks) : csvRecords(chunks, columns);

/** JSON lines, a list of objects, or CSV whose first row names the columns. */
export const jsonOrCsv: Format['records'] = (file) =>
  file.first === '{' || file.first === '[' ? jsonLinesOrList(file) : csvRecords(file.chunks);

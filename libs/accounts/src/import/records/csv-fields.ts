// The fields of one row of CSV.
import { refuse } from '../line-fault.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decoded = (bytes: Buffer): string => {
  try {
    return UTF8.decode(bytes);
  } catch {
    return refuse('', 'must be UTF-8');
  }
};

/** A field in quotes, or one without, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;

/** Of a row whose quotes are in their places. Throws `LineFault` for what is not UTF-8. */
export const fieldsOf = (bytes: Buffer): readonly string[] => {
  const fields: string[] = [];
  for (const [, quoted, plain = '', end] of decoded(bytes).replace(/\r$/, '').matchAll(FIELD)) {
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') break;
  }
  return fields;
};

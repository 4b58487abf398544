// The members of a record of another system, each taken by its name, so that what nobody took can be told.
import { isJsonObject } from '@gatehouse/jwt/strict-json';
import { refuse } from './line-fault.ts';
import { readJson } from './records/json-text.ts';
import { momentIn } from './times.ts';

/** Each gives undefined for a member that is not there, null or empty, and throws `LineFault` for one of another type. */
export interface Members {
  readonly text: (name: string) => string | undefined;
  /** `true`, `t` and their opposites in any letter case are taken as well, since CSV has nothing else. */
  readonly flag: (name: string) => boolean | undefined;
  /** An instant (RFC 3339) of one as it stands there, or as PostgreSQL writes it, or of the milliseconds or seconds since 1970. */
  readonly time: (name: string) => string | undefined;
  /** Also of an object as JSON text. */
  readonly object: (name: string) => Members | undefined;
  readonly list: (name: string) => readonly Members[];
  readonly number: (name: string) => number | undefined;
  /** The first text of a list of texts. */
  readonly firstText: (name: string) => string | undefined;
  /** All that are not taken yet but the `ignored`, as they stand there. */
  readonly rest: (ignored: readonly string[]) => Readonly<Record<string, unknown>>;
  /** The names of those that hold something and were not taken, also in objects that were looked into. */
  readonly leftOver: () => readonly string[];
}

/** Throws `LineFault` for what is no object; `field` is the member that it stands in. */
export const membersOf = (value: unknown, field = ''): Members => {
  const record = isJsonObject(value) ? value : refuse(field, 'must be an object');
  const taken = new Set<string>();
  const inner: Members[] = [];
  const pathOf = (name: string): string => (field === '' ? name : `${field}.${name}`);
  const take = (name: string): unknown => {
    taken.add(name);
    return isEmpty(record[name]) || !Object.hasOwn(record, name) ? undefined : record[name];
  };
  const lookInto = (value: unknown, name: string): Members => {
    const members = membersOf(unpacked(value, pathOf(name)), pathOf(name));
    inner.push(members);
    return members;
  };
  const listOf = (name: string): readonly unknown[] => {
    const found = take(name) ?? [];
    return Array.isArray(found) ? found : refuse(pathOf(name), 'must be a list');
  };
  const untaken = (): readonly string[] => Object.keys(record).filter((name) => !taken.has(name));
  return {
    text: (name) => textOf(take(name), pathOf(name)),
    flag: (name) => flagOf(take(name), pathOf(name)),
    time: (name) => timeOf(take(name), pathOf(name)),
    object: (name) => {
      const found = take(name);
      return found === undefined ? undefined : lookInto(found, name);
    },
    list: (name) => listOf(name).map((element) => lookInto(element, name)),
    number: (name) => numberOf(take(name), pathOf(name)),
    firstText: (name) => textOf(listOf(name)[0], pathOf(name)),
    rest: (ignored) => {
      const names = untaken().filter((name) => !ignored.includes(name));
      for (const name of names) taken.add(name);
      return Object.fromEntries(names.map((name) => [name, record[name]]));
    },
    leftOver: () => [
      ...untaken()
        .filter((name) => !isEmpty(record[name]))
        .map(pathOf),
      ...inner.flatMap((members) => members.leftOver()),
    ],
  };
};

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const textOf = (value: unknown, field: string): string | undefined =>
  value === undefined || typeof value === 'string' ? value : refuse(field, 'must be text');

/** Of an object nothing, which is no flag and no time. */
const plainText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const numberOf = (value: unknown, field: string): number | undefined =>
  value === undefined || typeof value === 'number' ? value : refuse(field, 'must be a number');

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['t', true],
  ['false', false],
  ['f', false],
]);

const flagOf = (value: unknown, field: string): boolean | undefined => {
  if (value === undefined || typeof value === 'boolean') return value;
  return FLAGS.get(plainText(value).toLowerCase()) ?? refuse(field, 'must be true or false');
};

const timeOf = (value: unknown, field: string): string | undefined => {
  if (value === undefined) return undefined;
  const moment = momentIn(plainText(value)) ?? refuse(field, 'must be a point in time, with its zone');
  return moment.toISOString();
};

const unpacked = (value: unknown, field: string): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return readJson(Buffer.from(value));
  } catch {
    return refuse(field, 'must be JSON');
  }
};

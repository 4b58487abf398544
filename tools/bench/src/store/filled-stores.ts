// Databases with so many accounts each, filled where they are not there yet.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@gatehouse/db';
import { dropDatabase, fill } from '@gatehouse/db/fill';
import { OUTPUT } from '../paths.ts';
import type { Crowd } from './acts.ts';
import { crowdOf, idOf } from './crowd.ts';

export interface Place {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

/** Where a store of that name lies. */
export type PlaceOf = (name: string) => Place;

export const sqlitePlace: PlaceOf = (name) => {
  const path = join(OUTPUT, 'stores', `${name}.db`);
  const remove = async (): Promise<void> =>
    ['', '-wal', '-shm'].forEach((end) => rmSync(path + end, { force: true }));
  return { url: `sqlite:${path}`, remove };
};

export const mongoPlace =
  (server: string): PlaceOf =>
  (name) => {
    const url = server.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/gatehouse_bench_${name}`);
    return { url, remove: () => dropDatabase(url) };
  };

export interface FillOptions {
  readonly size: number;
  readonly keep: boolean;
  readonly tell: (line: string) => void;
}

/** The store at `place`, filled; one that an earlier run has filled to its end is taken as it is where `keep` says so. */
export const filledStore = async (place: Place, { size, keep, tell }: FillOptions): Promise<Crowd> => {
  if (!keep || !(await isFilled(place, size))) await fillAnew(place, size, tell);
  return { size, database: openDatabase(place.url) };
};

const isFilled = async ({ url }: Place, size: number): Promise<boolean> => {
  const database = openDatabase(url);
  try {
    await database.migrate();
    return (await database.users.findById(idOf(size - 1))) !== null;
  } finally {
    await database.close();
  }
};

/** Filling wants the store for itself, and nothing in it. */
const fillAnew = async (place: Place, size: number, tell: FillOptions['tell']): Promise<void> => {
  await place.remove();
  const database = openDatabase(place.url);
  await database.migrate();
  await database.close();
  await fillAndTell(place.url, size, tell);
};

const fillAndTell = async (url: string, size: number, tell: (line: string) => void): Promise<void> => {
  const began = performance.now();
  await fill(url, crowdOf(size, new Date()), (accounts) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    tell(
      `filled ${accounts.toLocaleString('en-US')} of ${size.toLocaleString('en-US')} accounts, ${seconds} s`,
    );
  });
};

// An import that is killed at random points of its way, run again until it is through, and held against its file.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@gatehouse/db';
import { faultsIn } from './faults-in.ts';
import { runOnce, type RunFigures } from './run-once.ts';
import { writeSampleFile } from './sample-lines.ts';

export interface KilledImportOptions {
  /** Of an empty database. */
  readonly url: string;
  readonly lines: number;
  readonly kills: number;
  readonly random?: () => number;
  readonly onRun?: (figures: RunFigures) => void;
}

export interface KilledImport {
  readonly runs: readonly RunFigures[];
  /** The run after the one that came through. */
  readonly again: RunFigures;
  /** What is wrong in the end. */
  readonly faults: readonly string[];
}

/** The bytes of a line of the audit file are about as many, so that it tells how far a run is. */
const AUDIT_LINE_BYTES = 240;

export const importKilled = async (options: KilledImportOptions): Promise<KilledImport> => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-killed-import-'));
  const database = openDatabase(options.url);
  try {
    const [file, home] = [join(folder, 'accounts.jsonl'), join(folder, 'home')];
    await mkdir(home);
    await writeSampleFile(file, options.lines);
    await database.migrate();
    const runs = await runUntilThrough(options, { file, home });
    const again = await runOnce({ file, home, url: options.url, isTime: () => false });
    options.onRun?.(again);
    return { runs, again, faults: await faultsIn(database, options.lines) };
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
};

interface Place {
  readonly file: string;
  readonly home: string;
}

const runUntilThrough = async (
  { url, lines, kills, random = Math.random, onRun }: KilledImportOptions,
  { file, home }: Place,
): Promise<readonly RunFigures[]> => {
  const auditFile = join(home, 'audit.jsonl');
  const told = (): number => (statSync(auditFile, { throwIfNoEntry: false })?.size ?? 0) / AUDIT_LINE_BYTES;
  const points = Array.from({ length: kills }, () => random() * lines * 0.98).sort(
    (one, other) => one - other,
  );
  const runs: RunFigures[] = [];
  for (const point of [...points, Infinity]) {
    const figures = await runOnce({ file, home, url, isTime: () => told() > point });
    runs.push(figures);
    onRun?.(figures);
    if (!figures.wasKilled) break;
  }
  return runs;
};

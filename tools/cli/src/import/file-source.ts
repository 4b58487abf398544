// A file as the source of an import.
import { open } from 'node:fs/promises';
import { FORMATS, LineFault, openFile, type SourceRecord } from '@gatehouse/accounts/import';
import { UsageError } from '../run-command.ts';
import type { ImportSource } from './source.ts';

const CHUNK_BYTES = 1_048_576;

/** Throws `UsageError` where there is no file that can be read. */
export const openFileSource = async (path: string, format: string): Promise<ImportSource> => {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => refuseFile(path, error));
  const { size } = await file.stat();
  const stream = file.createReadStream({ highWaterMark: CHUNK_BYTES });
  const opened = await openFile(stream).catch((error: NodeJS.ErrnoException) => refuseFile(path, error));
  return {
    records: naming(path, FORMATS.get(format)!.records(opened)),
    noun: 'line',
    fraction: () => (size === 0 ? null : stream.bytesRead / size),
    close: async () => void stream.destroy(),
  };
};

/** Names the file also where no record of it can be told, and where reading it fails on the way. */
async function* naming(path: string, records: AsyncIterable<SourceRecord>): AsyncGenerator<SourceRecord> {
  try {
    yield* records;
  } catch (error) {
    refuseFile(path, error as Error);
  }
}

/** Throws `UsageError` for a file that cannot be read; what is no fault of a file is thrown as it is. */
export const refuseFile = (path: string, error: NodeJS.ErrnoException): never => {
  if (error instanceof LineFault) throw new UsageError(`${path}: ${error.message}`);
  const { code } = error;
  if (code === undefined) throw error;
  throw new UsageError(code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code})`);
};

// What a format is told beside its file: the files of parameters and of hashes that the command line names, read.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type LineFault, readHashConfig, readHashFile, type FormatOptions } from '@gatehouse/accounts/import';
import { refuseFile } from './file-source.ts';
import type { ImportRequest } from './read-request.ts';

type Told = (place: string, fault: LineFault) => void;

/** `onRefusal` is told of the lines of a file of hashes that cannot be read. Throws `UsageError` for a file that cannot. */
export const formatOptionsOf = async (
  { missingName, ignored, hashConfig, hashes }: ImportRequest,
  now: Date,
  onRefusal: Told,
): Promise<FormatOptions> => ({
  now,
  ignored,
  ...(missingName !== undefined && { missingName }),
  ...(hashConfig !== undefined && { firebase: await hashConfigIn(hashConfig) }),
  ...(hashes !== undefined && (await hashesIn(hashes, onRefusal))),
});

const hashConfigIn = async (path: string) => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => refuseFile(path, error));
  try {
    return readHashConfig(text);
  } catch (error) {
    return refuseFile(path, error as Error);
  }
};

const hashesIn = (path: string, onRefusal: Told) =>
  readHashFile(createReadStream(path), (line, fault) => onRefusal(`${path}, line ${line}`, fault)).catch(
    (error: NodeJS.ErrnoException) => refuseFile(path, error),
  );

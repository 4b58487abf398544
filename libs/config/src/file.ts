// A value in a file, as secrets are mounted beside a server; apart, so that only a process with such a reference loads it.
import { open, type FileHandle } from 'node:fs/promises';
import { codeOf, UnresolvedReference } from './errors.ts';

/** The text of the file, read again when the file has changed. `name` names the reference in errors. */
export const createFileResolver = (path: string, name: string): (() => Promise<string>) => {
  let known: { readonly fingerprint: string; readonly text: string } | undefined;
  return async () => {
    try {
      // The fingerprint is taken before the text is read: should a writer come in between, the next look sees another
      // fingerprint and reads again. An atomic replacement shows as another inode.
      await using file = await open(path);
      const fingerprint = await fingerprintOf(file);
      if (known?.fingerprint !== fingerprint)
        known = { fingerprint, text: withoutFinalNewline(await file.readFile('utf8')) };
      return known.text;
    } catch (error) {
      throw toUnresolved(error, name);
    }
  };
};

const fingerprintOf = async (file: FileHandle): Promise<string> => {
  const { ino, size, mtimeNs } = await file.stat({ bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
};

const withoutFinalNewline = (text: string): string => text.replace(/\r?\n$/, '');

const toUnresolved = (error: unknown, name: string): UnresolvedReference => {
  const code = codeOf(error);
  if (code === 'ENOENT') return new UnresolvedReference('missing', name, 'there is no such file');
  if (code === 'EACCES') return new UnresolvedReference('denied', name, 'the file may not be read');
  return new UnresolvedReference('unavailable', name, 'the file cannot be read', { cause: error });
};

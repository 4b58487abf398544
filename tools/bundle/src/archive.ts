// A zip whose bytes depend on nothing but the names and contents of its files.
import { unzipSync, zipSync, type UnzipFileInfo } from 'fflate';

/** The files by name, sorted, with one fixed time and mode each; Lambda runs them as another user, who may read them. */
export const archive = (files: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const entries = [...files].sort(([left], [right]) => (left < right ? -1 : 1));
  return zipSync(Object.fromEntries(entries), {
    level: 9,
    mtime: EARLIEST,
    os: UNIX,
    attrs: READABLE_FILE << 16,
  });
};

/** How many bytes of the archive each of its files takes, without its name. */
export const compressedSizes = (zip: Uint8Array): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>();
  const note = ({ name, size }: UnzipFileInfo): boolean => {
    sizes.set(name, size);
    return false;
  };
  unzipSync(zip, { filter: note });
  return sizes;
};

/** The first moment that a zip can name. It holds local time, so this is local too. */
const EARLIEST = new Date(1980, 0, 1);
const UNIX = 3;
const READABLE_FILE = 0o100644;

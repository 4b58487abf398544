// Which options of a URL the driver refuses. Its own words are not kept, since they repeat values, which may be credentials.
import { MongoClient } from 'mongodb';

/** The rule that a URL broke which the driver refused; it names options and no value. */
export const refusalRule = (url: string): string => {
  const [base = '', query = ''] = url.split('?');
  const options = query === '' ? [] : query.split('&');
  const names = namesAtFault(base, options).map((option) => option.split('=', 1)[0]);
  return names.length === 0
    ? 'must have hosts, a user and a password that the driver takes'
    : `must have options that the driver takes, in value and together: it refuses ${[...new Set(names)].join(', ')}`;
};

/** Those without which the driver takes the rest; else those that it refuses alone; else all, or none where it is the host. */
const namesAtFault = (base: string, options: readonly string[]): readonly string[] => {
  const mended = options.filter((_, at) => isTaken(base, options.toSpliced(at, 1)));
  if (mended.length > 0) return mended;
  if (!isTaken(base, [])) return [];
  const alone = options.filter((option) => !isTaken(base, [option]));
  return alone.length > 0 ? alone : options;
};

const isTaken = (base: string, options: readonly string[]): boolean => {
  try {
    return new MongoClient(options.length > 0 ? `${base}?${options.join('&')}` : base) instanceof MongoClient;
  } catch {
    return false;
  }
};

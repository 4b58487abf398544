// The command line of `npm run import`, held to its form before anything is opened.
import { FORMATS } from '@gatehouse/accounts/import';
import { isUrl } from '../is-url.ts';
import { readCommandLine, refuseUsage } from '../run-command.ts';

export interface ImportRequest {
  /** A file, or the URL of a collection. */
  readonly source: string;
  /** Null for a collection, whose documents are of one form. */
  readonly format: string | null;
  readonly dryRun: boolean;
  readonly missingName?: string;
  readonly ignored: readonly string[];
  readonly hashConfig?: string;
  readonly hashes?: string;
}

const USAGE = `npm run import -- FILE|MONGODB-URL [--format F] [--dry-run] [--missing-name NAME] [--ignore MEMBER] [--hashes FILE] [--hash-config FILE]
  FILE                 accounts as JSON lines, or as --format says
  MONGODB-URL          mongodb://HOST/DATABASE.COLLECTION, the collection's documents
  --format F           ${[...FORMATS.keys()].join(', ')}; gatehouse when none is named
  --dry-run            writes nothing, and reports the same
  --missing-name NAME  what stands in the place of a first or last name that another system does not have
  --ignore MEMBER      leaves out a member of lines or documents that is not known here; may be said several times
  --hashes FILE        the hashes that Auth0 exports in a file of their own
  --hash-config FILE   the hash parameters of a Firebase project, as its console shows them`;

const FORM = {
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'missing-name': { type: 'string' },
    ignore: { type: 'string', multiple: true },
    'hash-config': { type: 'string' },
    hashes: { type: 'string' },
  },
} as const;

/** Whether a source is a collection of MongoDB. */
const isCollection = (source: string): boolean => /^mongodb(\+srv)?:/i.test(source);

/** Throws `UsageError` with the usage, and with what is wrong where it is an option. */
export const readImportRequest = (args: readonly string[]): ImportRequest => {
  const { positionals, values } = readCommandLine(args, USAGE, FORM);
  const [source = '', ...more] = positionals;
  const { format, 'missing-name': missingName, 'hash-config': hashConfig, ignore = [], hashes } = values;
  if (source === '' || more.length > 0) return refuse();
  if (!isCollection(source) && isUrl(source)) return refuse('the source is a file, or a mongodb:// URL');
  if (isCollection(source) && format !== undefined) return refuse('--format is for files');
  if (format !== undefined && !FORMATS.has(format)) return refuse('--format is none of these');
  const isOurs = format === undefined || format === 'gatehouse';
  if (isOurs && missingName !== undefined) return refuse('--missing-name is for files of other systems');
  if (!isOurs && ignore.length > 0)
    return refuse('--ignore is for lines and documents: what another system has is left out anyway');
  if (hashConfig !== undefined && format !== 'firebase')
    return refuse('--hash-config is for --format firebase');
  if (hashes !== undefined && format !== 'auth0') return refuse('--hashes is for --format auth0');
  return {
    source,
    format: isCollection(source) ? null : (format ?? 'gatehouse'),
    dryRun: values['dry-run'] ?? false,
    ignored: ignore,
    ...(missingName !== undefined && { missingName }),
    ...(hashConfig !== undefined && { hashConfig }),
    ...(hashes !== undefined && { hashes }),
  };
};

const refuse = (fault?: string): never => refuseUsage(USAGE, fault);

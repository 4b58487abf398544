// An import from its source to its report.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { KnownRoles } from '@gatehouse/accounts/acts';
import {
  createLineReader,
  dryUsers,
  dryValues,
  FORMATS,
  importAccounts,
  LineFault,
  measureHash,
  openHashLedger,
  readHashConfig,
  registrationToDraft,
  type FormatOptions,
} from '@gatehouse/accounts/import';
import type { Audit } from '@gatehouse/audit';
import type { Database } from '@gatehouse/db';
import { UsageError } from '../run-command.ts';
import { openCollectionSource } from './collection-source.ts';
import { openFileSource } from './file-source.ts';
import { createProgress, type Screen } from './progress.ts';
import type { ImportRequest } from './read-request.ts';
import { presentOutcome, presentRefusal } from './report.ts';

export interface RunDeps {
  readonly database: Pick<Database, 'users' | 'values'>;
  readonly knownRoles: KnownRoles;
  /** Every account that is made is told here. */
  readonly audit: Audit;
  readonly print: (line: string) => void;
  readonly screen: Screen;
  readonly now: () => Date;
}

/** True when every line is in. Throws `UsageError` and `store_unavailable`; run again, it goes on from there. */
export const runImport = async (deps: RunDeps, request: ImportRequest): Promise<boolean> => {
  const { print, screen, now } = deps;
  const { users, values, audit } = request.dryRun ? dry(deps) : { ...deps.database, audit: deps.audit };
  const options = await formatOptionsOf(request, now());
  const toDraft = request.format === null ? registrationToDraft : FORMATS.get(request.format)!.toDraft;
  const readDraft = await createLineReader({
    knownRoles: await deps.knownRoles(),
    newId: randomUUID,
    now: now(),
  });
  const source =
    request.format === null
      ? await openCollectionSource(request.source)
      : await openFileSource(request.source, request.format);
  try {
    const progress = createProgress(screen, source.fraction);
    const hashes = await openHashLedger({ users, values, measure: measureHash });
    const counts = await importAccounts(
      {
        users,
        toDraft: (record) => toDraft(record, options),
        readDraft,
        hashes,
        audit,
        onRefusal: (line, fault) => {
          progress.clear();
          print(presentRefusal(`${source.noun} ${line}`, fault));
        },
        onProgress: progress.tell,
      },
      source.records,
    );
    await hashes.close();
    progress.clear();
    const outcome = { counts, dryRun: request.dryRun, floorMs: hashes.floorMs() };
    for (const line of presentOutcome(outcome)) print(line);
    return counts.refused === 0;
  } finally {
    await source.close();
  }
};

const dry = ({ database }: RunDeps) => ({
  users: dryUsers(database.users),
  values: dryValues(database.values),
  audit: async () => undefined,
});

const formatOptionsOf = async (request: ImportRequest, now: Date): Promise<FormatOptions> => {
  const { missingName, ignored, hashConfig } = request;
  const firebase = hashConfig === undefined ? undefined : await hashConfigIn(hashConfig);
  return { now, ignored, ...(missingName !== undefined && { missingName }), ...(firebase && { firebase }) };
};

const hashConfigIn = async (path: string) => {
  try {
    return readHashConfig(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof LineFault) throw new UsageError(`${path}: ${error.message}`);
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
};

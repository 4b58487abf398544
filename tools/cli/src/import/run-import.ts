// An import from its source to its report.
import { randomUUID } from 'node:crypto';
import type { KnownRoles } from '@gatehouse/accounts/acts';
import {
  createLineReader,
  dryUsers,
  dryValues,
  FORMATS,
  importAccounts,
  measureHash,
  openHashLedger,
  registrationToDraft,
  type LineFault,
} from '@gatehouse/accounts/import';
import type { Audit } from '@gatehouse/audit';
import type { Database } from '@gatehouse/db';
import type { Progress } from '@gatehouse/terminal';
import { openCollectionSource } from './collection-source.ts';
import { openFileSource } from './file-source.ts';
import { formatOptionsOf } from './format-options.ts';
import type { ImportRequest } from './read-request.ts';
import { presentOutcome, presentProgress, presentRefusal } from './report.ts';
import type { ImportSource } from './source.ts';

export interface RunDeps {
  readonly database: Pick<Database, 'users' | 'values'>;
  readonly knownRoles: KnownRoles;
  /** Every account that is made is told here. */
  readonly audit: Audit;
  readonly print: (line: string) => void;
  readonly progress: Progress;
  readonly now: () => Date;
}

/** True when every line is in. Throws `UsageError` and `store_unavailable`; run again, it goes on from there. */
export const runImport = async (deps: RunDeps, request: ImportRequest): Promise<boolean> => {
  const source = await openSource(request);
  try {
    return await importFrom(source, deps, request);
  } finally {
    deps.progress.end();
    await source.close();
  }
};

const openSource = ({ source, format }: ImportRequest): Promise<ImportSource> =>
  format === null ? openCollectionSource(source) : openFileSource(source, format);

const importFrom = async (source: ImportSource, deps: RunDeps, request: ImportRequest): Promise<boolean> => {
  const { users, values, audit } = request.dryRun ? dry(deps) : { ...deps.database, audit: deps.audit };
  const { refusals, onRefusal } = reportTo(deps);
  const now = deps.now();
  const options = await formatOptionsOf(request, now, onRefusal);
  const toDraft = request.format === null ? registrationToDraft : FORMATS.get(request.format)!.toDraft;
  const knownRoles = await deps.knownRoles();
  const hashes = await openHashLedger({ users, values, measure: measureHash });
  const counts = await importAccounts(
    {
      users,
      toDraft: (record) => toDraft(record, options),
      readDraft: await createLineReader({ knownRoles, newId: randomUUID, now }),
      hashes,
      audit,
      onRefusal: (line, fault) => onRefusal(`${source.noun} ${line}`, fault),
      onProgress: (counts) => {
        const seconds = (deps.now().getTime() - now.getTime()) / 1000;
        deps.progress.update(presentProgress(counts, { seconds, fraction: source.fraction() }));
      },
    },
    source.records,
  );
  await hashes.close();
  deps.progress.end();
  const outcome = { counts, dryRun: request.dryRun, floorMs: hashes.floorMs() };
  for (const line of presentOutcome(outcome)) deps.print(line);
  return refusals() === 0;
};

/** A refusal goes where the progress stands on a terminal, which makes room for it. */
const reportTo = ({ progress, print }: RunDeps) => {
  let refused = 0;
  const onRefusal = (place: string, fault: LineFault): void => {
    refused += 1;
    progress.end();
    print(presentRefusal(place, fault));
  };
  return { onRefusal, refusals: () => refused };
};

const dry = ({ database }: RunDeps) => ({
  users: dryUsers(database.users),
  values: dryValues(database.values),
  audit: async () => undefined,
});

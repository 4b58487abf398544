// Accounts in and out: @gatehouse/accounts/import. What reads lines and makes accounts of them; where they come from, and where reports
// go, is the commands' business.
export {
  createLineReader,
  type AccountLine,
  type LineReaderOptions,
  type ReadDraft,
} from './account-line.ts';
export { dryUsers, dryValues } from './dry-run.ts';
export { exportLine } from './export-line.ts';
export type { FirebaseParameters, FormatOptions } from './formats/format.ts';
export { FORMATS } from './formats/index.ts';
export { registrationToDraft } from './formats/registrations.ts';
export { readHashConfig } from './hash-config.ts';
export { readHashFile, type HashFile } from './hash-file.ts';
export { openHashLedger, pagesOf, type HashLedger } from './hash-ledger.ts';
export { importAccounts, type ImportCounts, type ImportDeps } from './import-accounts.ts';
export { LineFault } from './line-fault.ts';
export { measureHash } from './measure-hash.ts';
export { openFile } from './open-file.ts';
export type { SourceRecord } from './records/source-record.ts';
export { momentIn } from './times.ts';

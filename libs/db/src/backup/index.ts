// Copies of a SQLite file and their way back: @gatehouse/db/backup, for the operator's commands alone.
export { backUp, type BackedUp, type BackUpOptions } from './back-up.ts';
export { DatabaseFileError } from './file-error.ts';
export type { Ended } from './end-all.ts';
export { restore, type Restored, type RestoreOptions } from './restore.ts';
export type { Settlement } from './settle.ts';
export { RESTORED } from '../store-key.ts';

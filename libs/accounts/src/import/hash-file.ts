// The hashes that a system exports in a file of their own, kept by id until the account of each comes.
import { DatabaseSync } from 'node:sqlite';
import { auth0Hash, auth0Id } from './formats/auth0.ts';
import { jsonLinesOrList } from './formats/records-of.ts';
import { LineFault, refuse } from './line-fault.ts';
import { membersOf, type Members } from './members.ts';
import { openFile } from './open-file.ts';

export interface HashFile {
  /** The hash of the account with this id. */
  readonly hashOf: (id: string) => string | undefined;
}

/** Reads Auth0's file of hashes; `onRefusal` is told of each line that cannot be read. No more than a batch of it is held in memory. */
export const readHashFile = async (
  chunks: AsyncIterable<Buffer>,
  onRefusal: (line: number, fault: LineFault) => void,
): Promise<HashFile> => {
  const scratch = new DatabaseSync('');
  scratch.exec('CREATE TABLE hashes (id TEXT PRIMARY KEY, hash TEXT) WITHOUT ROWID; BEGIN');
  const insert = scratch.prepare('INSERT INTO hashes VALUES (:id, :hash) ON CONFLICT DO NOTHING');
  const find = scratch.prepare('SELECT hash FROM hashes WHERE id = :id');
  for await (const { line, read } of jsonLinesOrList(await openFile(chunks))) {
    try {
      const entry = entryIn(membersOf(read()));
      if (insert.run({ ...entry }).changes === 0) refuse('_id', 'stands in an earlier line too');
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      onRefusal(line, error);
    }
  }
  scratch.exec('COMMIT');
  return {
    hashOf: (id) => {
      const row = find.get({ id });
      return row === undefined ? undefined : String(row['hash']);
    },
  };
};

const entryIn = (line: Members) => ({
  id: auth0Id(line) ?? refuse('_id', 'is required, as an id that can be one here'),
  hash: auth0Hash(line) ?? refuse('passwordHash', 'is required'),
});

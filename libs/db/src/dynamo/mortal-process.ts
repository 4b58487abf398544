// A process that does one act on a store and ends, to be killed on its way; run by `killed.test.ts`, never imported.
import { at, sampleAccount } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';

/** What it is to do, by the ids and emails that its killer knows. */
export type MortalAct =
  | { readonly act: 'insert'; readonly id: string; readonly email: string }
  | { readonly act: 'move'; readonly id: string; readonly email: string }
  | { readonly act: 'confirm'; readonly id: string; readonly pendingId: string }
  | { readonly act: 'remove'; readonly id: string };

const [, , url = '', task = ''] = process.argv;
const database = openDatabase(url, { timeoutMs: 30_000 });
const { users } = database;

const perform = (act: MortalAct): Promise<unknown> => {
  switch (act.act) {
    case 'insert':
      return users.insert(sampleAccount({ id: act.id, email: act.email }));
    case 'move':
      return users.update(act.id, { email: act.email }, at(1));
    case 'confirm':
      return users.confirmPendingEmail(act.id, { pendingId: act.pendingId, now: at(1) });
    case 'remove':
      return users.remove(act.id);
  }
};

await perform(JSON.parse(task) as MortalAct);
await database.close();

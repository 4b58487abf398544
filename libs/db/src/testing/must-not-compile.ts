// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import { openDatabase, storeKeyOf, type Account, type Database, type UserStore } from '../index.ts';

export const mistakesOfStores = (
  database: Database,
  withoutCounters: Omit<Database, 'counters'>,
  withoutRehash: Omit<UserStore, 'rehash'>,
): readonly Database[] => [
  // @ts-expect-error -- a database has every store
  withoutCounters,
  // @ts-expect-error -- a store has every method of its port
  { ...database, users: withoutRehash },
  // @ts-expect-error -- whether a swap won has to be told
  { ...database, users: { ...withoutRehash, rehash: async () => undefined } },
];

export const mistakesOfUseCases = async (database: Database, ada: Account): Promise<void> => {
  const { epoch: _epoch, ...withoutEpoch } = ada;
  // @ts-expect-error -- an account has an epoch, by which its sessions end
  await database.users.insert(withoutEpoch);
  // @ts-expect-error -- a role is given or taken
  await database.users.setRole(ada.id, 'admin', new Date());
  // @ts-expect-error -- a password changes with the epoch that was read
  await database.users.changePassword(ada.id, { passwordHash: 'hash', now: new Date() });
  // @ts-expect-error -- roles are changed by setRole alone
  await database.users.update(ada.id, { roles: ['admin'] }, new Date());
  // @ts-expect-error -- an account that was read stays what it is
  ada.disabled = false;
};

export const mistakesOfOperators = async (database: Database): Promise<void> => {
  // @ts-expect-error -- units are in the names
  openDatabase('sqlite:data/gatehouse.db', { timeout: 4 });
  // @ts-expect-error -- a key is for one purpose
  await storeKeyOf(database.values);
};

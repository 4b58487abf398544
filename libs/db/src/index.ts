// The face of @gatehouse/db: the ports and the one way to open a database.
export { openDatabase } from './open.ts';
export type { DatabaseOptions } from './options.ts';
export { storeKeyOf } from './store-key.ts';
export type {
  Account,
  Count,
  CounterStore,
  Database,
  PagePosition,
  Role,
  SessionStore,
  User,
  UserChange,
  UserStore,
  ValueStore,
} from './ports.ts';

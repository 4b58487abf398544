// The face of @gatehouse/db: the ports and the one way to open a database.
export { newAccount, type NewAccount } from './new-account.ts';
export { openDatabase } from './open.ts';
export type { DatabaseOptions } from './options.ts';
export { renewedKeyOf, storeKeyOf } from './store-key.ts';
export type {
  Account,
  Count,
  CounterStore,
  Database,
  FactorsSwap,
  PagePosition,
  PendingEmail,
  Role,
  SessionStore,
  User,
  UserChange,
  UserStore,
  ValueStore,
} from './ports.ts';
export type {
  Mail,
  MailKind,
  MailStore,
  OneTimeToken,
  OneTimeTokenStore,
  RegistrationStore,
  TokenKind,
  WaitingRegistration,
} from './waiting-ports.ts';

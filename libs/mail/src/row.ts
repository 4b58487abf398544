// Rows of mails as whoever causes them sees the store.
import type { MailStore } from '@gatehouse/db';

/** Where rows go. `insert` answers false when a row of that id is there already. */
export type MailRows = Pick<MailStore, 'insert'>;

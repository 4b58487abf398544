// The transport that an address asks for.
import type { Environment } from '@gatehouse/config';
import type { MailAddress } from '../mail-url.ts';
import { outbox } from './outbox.ts';
import { ses } from './ses.ts';
import { smtp } from './smtp.ts';
import type { MailTransport } from './transport.ts';

/** Nothing is connected before the first mail. */
export const openTransport = (
  address: MailAddress,
  { env, now }: { readonly env: Environment; readonly now: () => Date },
): MailTransport => {
  switch (address.by) {
    case 'smtp':
      return smtp(address);
    case 'ses':
      return ses(address, env);
    case 'file':
      return outbox(address.folder, now);
  }
};

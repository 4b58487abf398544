// What the store knows of the token of a link, and of whom it is for.
import type { Addressee } from '@gatehouse/accounts';
import type { OneTimeToken, OneTimeTokenStore, RegistrationStore, UserStore } from '@gatehouse/db';
import { digestOf } from '@gatehouse/sessions';

export interface FindLinkDeps {
  readonly users: Pick<UserStore, 'findById'>;
  readonly registrations: Pick<RegistrationStore, 'findById'>;
  readonly tokens: Pick<OneTimeTokenStore, 'find'>;
}

export interface FoundLink {
  /** Null for a text that is no token of ours, or of one that was dropped. */
  readonly token: OneTimeToken | null;
  readonly addressee: Addressee;
}

/** Reads alone; whether the link is still good is a rule of @gatehouse/accounts. */
export const findLink = async (
  { users, registrations, tokens }: FindLinkDeps,
  text: string,
): Promise<FoundLink> => {
  const token = await tokens.find(digestOf(text));
  if (token === null) return { token, addressee: { account: null, registration: null } };
  const [account, registration] = await Promise.all([
    users.findById(token.accountId),
    registrations.findById(token.accountId),
  ]);
  return { token, addressee: { account, registration } };
};

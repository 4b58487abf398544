// What an owner with passkeys does, over the plain client, with an authenticator in software.
import {
  createSoftwareAuthenticator,
  type AuthenticatorOptions,
  type Damage,
  type SoftwareAuthenticator,
} from '@gatehouse/passkeys/testing';
import type { Answer, Client } from './client.ts';

/** An authenticator on a page of the gateway, as a browser on this machine opens it by name. */
export const anAuthenticator = (
  { url }: { readonly url: string },
  options: Partial<AuthenticatorOptions> = {},
): SoftwareAuthenticator => createSoftwareAuthenticator({ origin: pageOf(url), ...options });

/** The origin whose passkeys a gateway takes where nothing is set. */
export const pageOf = (url: string): string => url.replace('127.0.0.1', 'localhost');

/** Adds a passkey; the answer of `POST /auth/passkeys`. */
export const enrolPasskey = async (
  call: Client,
  token: string,
  authenticator: SoftwareAuthenticator,
): Promise<Answer> => {
  const { body: options } = await call('POST', '/auth/passkeys/options', { token });
  const body = { name: 'My laptop', credential: authenticator.create(options) };
  const added = await call('POST', '/auth/passkeys', { token, body });
  if (added.status !== 201) throw new Error(`the passkey was not added: ${added.body.code}`);
  return added;
};

/** What the authenticator says to a new request; with the token of a login's challenge, for that login. */
export const assertion = async (
  call: Client,
  authenticator: SoftwareAuthenticator,
  { challengeToken, damage }: { readonly challengeToken?: string; readonly damage?: Damage } = {},
) => {
  const body = challengeToken === undefined ? {} : { challenge_token: challengeToken };
  const { body: request } = await call('POST', '/auth/passkey/options', { body });
  return authenticator.get(request, damage);
};

/** Signs in by the passkey alone. */
export const signInByPasskey = async (
  call: Client,
  authenticator: SoftwareAuthenticator,
  damage: Damage = {},
): Promise<Answer> => {
  const credential = await assertion(call, authenticator, { damage });
  return call('POST', '/auth/passkey', { body: { credential } });
};

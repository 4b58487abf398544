// Asks the browser for passkeys, as docs/api.md shows it.
import { call, orRefused } from './api.js';

/** A new one. @param {string | null} token  @param {string} name */
export const addPasskey = async (token, name) => {
  const options = orRefused(await call('POST', '/auth/passkeys/options', { token }));
  const publicKey = passkeys().parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey }).catch(explain);
  return orRefused(await call('POST', '/auth/passkeys', { token, body: { name, credential: jsonOf(made) } }));
};

/** What a passkey says to a login that has begun, or alone. @param {{ challenge_token?: string }} body */
export const askPasskey = async (body) => {
  const options = orRefused(await call('POST', '/auth/passkey/options', { body }));
  const publicKey = passkeys().parseRequestOptionsFromJSON(options);
  return jsonOf(await navigator.credentials.get({ publicKey }).catch(explain));
};

/** @throws where a browser has none, or is older than their forms in JSON */
const passkeys = () => {
  if (typeof PublicKeyCredential === 'undefined' || !('parseRequestOptionsFromJSON' in PublicKeyCredential))
    throw new Error('This browser has no passkeys, or is too old for them.');
  return PublicKeyCredential;
};

/** @param {Credential | null} credential */
const jsonOf = (credential) => /** @type {PublicKeyCredential} */ (credential).toJSON();

/** @param {unknown} error  @returns {never} */
const explain = (error) => {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'InvalidStateError') throw new Error('This browser has a passkey of the account already.');
  if (name === 'SecurityError')
    throw new Error('Browsers give passkeys to names alone: open the console by http://localhost.');
  throw new Error('The browser gave no passkey: there is none, or it was not allowed.');
};

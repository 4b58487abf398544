// Where an email without an account is asked about, and what that takes of the registration.
import type { RegistrationVariables } from '@gatehouse/accounts';
import { ConfigurationError, httpsUrl } from '@gatehouse/config';

export const legacyLoginVariables = {
  LEGACY_LOGIN_URL: /* @__PURE__ */ httpsUrl({ fallback: null }),
};

interface LegacyLogin extends Pick<RegistrationVariables, 'REGISTRATION'> {
  readonly LEGACY_LOGIN_URL: string | null;
}

/**
 * Hands the configuration back.
 * @throws ConfigurationError where a stranger could register the address of someone who has not come over yet
 */
export const checkLegacyLogin = <T extends LegacyLogin>(configuration: T): T => {
  if (configuration.LEGACY_LOGIN_URL === null || configuration.REGISTRATION !== 'open') return configuration;
  throw new ConfigurationError([{ variable: 'LEGACY_LOGIN_URL', rule: OPEN }]);
};

const OPEN =
  'must not be set unless REGISTRATION is closed or confirmed, since a stranger could take the address of someone who has not come over yet';

// The variable that says who may register, which both apps read, and what has to be set with it.
import { ConfigurationError, oneOf } from '@gatehouse/config';

export interface RegistrationVariables {
  readonly REGISTRATION: 'open' | 'closed' | 'confirmed';
  readonly MAIL_URL: unknown;
}

export const registrationVariables = {
  REGISTRATION: /* @__PURE__ */ oneOf(['open', 'closed', 'confirmed'], { fallback: 'open' }),
};

/**
 * Confirming a registration takes mail. Hands the configuration back.
 * @throws ConfigurationError where nobody could ever confirm a registration
 */
export const requireMail = <T extends RegistrationVariables>(configuration: T): T => {
  if (configuration.REGISTRATION !== 'confirmed' || configuration.MAIL_URL !== null) return configuration;
  throw new ConfigurationError([
    { variable: 'REGISTRATION', rule: 'must not be confirmed unless MAIL_URL says where mails go' },
  ]);
};

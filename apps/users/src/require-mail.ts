// Registrations are confirmed by mail, so that it takes one.
import { ConfigurationError } from '@gatehouse/config';

interface MailedRegistration {
  readonly REGISTRATION: 'open' | 'closed' | 'confirmed';
  readonly MAIL_URL: unknown;
}

/**
 * Hands the configuration back.
 * @throws ConfigurationError where nobody could ever confirm a registration
 */
export const requireMail = <T extends MailedRegistration>(configuration: T): T => {
  if (configuration.REGISTRATION !== 'confirmed' || configuration.MAIL_URL !== null) return configuration;
  throw new ConfigurationError([
    { variable: 'REGISTRATION', rule: 'must not be confirmed unless MAIL_URL says where mails go' },
  ]);
};

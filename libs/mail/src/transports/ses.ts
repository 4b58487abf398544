// Amazon SES, by a signed fetch of its version 2 (SendEmail with raw content).
import { UnresolvedReference, type Environment } from '@gatehouse/config';
import type { SesAddress } from '../mail-url.ts';
import { MailNotSent, type MailTransport } from './transport.ts';

/** Longer than SES takes, and less than a claimed row is kept from other senders. */
const TIMEOUT_MS = 10_000;

/**
 * Sends by SES in the region of the URL, with the credentials of the environment. A call is not made twice here, since nobody knows of one
 * that got no answer whether it sent the mail; the row is tried again later.
 */
export const ses = ({ region }: SesAddress, env: Environment): MailTransport => ({
  async send({ from, to, raw }) {
    const { createAwsCall } = await import('@gatehouse/config/aws');
    const call = createAwsCall({ env: { ...env, AWS_REGION: region }, attempts: 1, timeoutMs: TIMEOUT_MS });
    const input = {
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      Content: { Raw: { Data: raw.toString('base64') } },
    };
    try {
      await call({ ...SEND_EMAIL, input }, 'SES');
    } catch (error) {
      throw error instanceof UnresolvedReference ? new MailNotSent(error.message) : error;
    }
  },
});

const SEND_EMAIL = { service: 'ses', host: 'email', endpoint: 'SESV2', path: '/v2/email/outbound-emails' };

import { resendVerificationRoute } from '@gatehouse/auth-contract/resend-verification';
import { accepted, httpHandler } from '@gatehouse/http';
import { mailRequestDeps, service } from '../compose.ts';
import { whenMailing } from '../when-mailing.ts';
import { resendVerification } from './resend-verification.ts';

export const handler = whenMailing(
  httpHandler(resendVerificationRoute, { service }, async (request) => {
    const { body, sourceAddress: address } = request;
    await resendVerification(await mailRequestDeps(request), { ...body, address });
    return accepted();
  }),
);

import { forgotPasswordRoute } from '@gatehouse/auth-contract/forgot-password';
import { accepted, httpHandler } from '@gatehouse/http';
import { mailRequestDeps, service } from '../compose.ts';
import { whenMailing } from '../when-mailing.ts';
import { forgotPassword } from './forgot-password.ts';

export const handler = whenMailing(
  httpHandler(forgotPasswordRoute, { service }, async (request) => {
    const { body, sourceAddress: address } = request;
    await forgotPassword(await mailRequestDeps(request), { ...body, address });
    return accepted();
  }),
);

import { verifyEmailRoute } from '@gatehouse/auth-contract/verify-email';
import { httpHandler, noContent } from '@gatehouse/http';
import { service, verifyEmailDeps } from '../compose.ts';
import { whenMailing } from '../when-mailing.ts';
import { verifyEmail } from './verify-email.ts';

export const handler = whenMailing(
  httpHandler(verifyEmailRoute, { service }, async (request) => {
    const { body, sourceAddress: address } = request;
    await verifyEmail(await verifyEmailDeps(request), { ...body, address });
    return noContent();
  }),
);

import { accepted, httpHandler } from '@gatehouse/http';
import { mailResetRoute } from '@gatehouse/users-contract/mail-reset';
import { mailResetDeps, service } from '../compose.ts';
import { mailResetAsAdmin } from './mail-reset.ts';

export const handler = httpHandler(mailResetRoute, { service }, async (request) => {
  const { principal, pathParameters } = request;
  await mailResetAsAdmin(await mailResetDeps(request), { principal, id: pathParameters.id });
  return accepted();
});

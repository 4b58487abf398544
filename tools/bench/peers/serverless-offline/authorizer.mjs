// The packed authorizer, for serverless-offline: that makes up an account's id which no ARN can have, so the id is changed on
// the way in and back on the way out.
import { handler as authorizer } from './apps/authorizer/handler.mjs';

const MADE_UP = 'random-account-id';
const READABLE = '123456789012';

export const handler = async (event, context) => {
  const methodArn = event.methodArn.replace(MADE_UP, READABLE);
  const answer = await authorizer({ ...event, methodArn }, context);
  return JSON.parse(JSON.stringify(answer).replaceAll(READABLE, MADE_UP));
};

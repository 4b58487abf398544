// Around the decision: read the event, answer in its form, throw what API Gateway turns into 401 and 500. Throwing is the
// protocol here, so there is no error handler and no Middy around it.
import { TokenError } from '@gatehouse/jwt';
import type { LogFields, Logger } from '@gatehouse/log';
import type { AuthorizerResult } from '@gatehouse/policy';
import type { Context } from 'aws-lambda';
import { authorize, Refusal, type AuthorizeDeps } from './authorize.ts';
import { readQuestion, requestIdOf, type AuthorizerEvent, type Question } from './events.ts';

/** A policy; for an HTTP API also the simple answer, since its event does not tell which of the two it is set up for. */
export type AuthorizerAnswer = AuthorizerResult & { readonly isAuthorized?: boolean };

/** Of Lambda's context: the id of this call, for the log, where the event has none of its own. */
export type CallContext = Pick<Context, 'awsRequestId'>;

/** A handler over what `dependencies` gives; asked at every call, so that keys can change. */
export const createHandler =
  (dependencies: () => AuthorizeDeps | Promise<AuthorizeDeps>, logger: Logger) =>
  async (event: AuthorizerEvent, context?: CallContext): Promise<AuthorizerAnswer> => {
    try {
      const question = readQuestion(event);
      const given = dependencies();
      const result = await authorize('then' in given ? await given : given, question);
      return question.api === 'http' ? await presentBoth(question, result) : result;
    } catch (error) {
      throw refusalOf(error, logger, { request_id: requestIdOf(event) ?? context?.awsRequestId });
    }
  };

/** The evaluator is loaded for the events of an HTTP API alone. */
const presentBoth = async ({ arn }: Question, result: AuthorizerResult): Promise<AuthorizerAnswer> => {
  const { evaluate } = await import('@gatehouse/policy/evaluate');
  const request = { action: 'execute-api:Invoke', resource: arn };
  return { ...result, isAuthorized: evaluate(result.policyDocument, request) === 'allow' };
};

/** API Gateway answers 401 for exactly this text and 500 for any other. The reason stays in the log; the token is nowhere. */
const refusalOf = (error: unknown, logger: Logger, call: LogFields): Error => {
  if (error instanceof TokenError || error instanceof Refusal) {
    logger.info('token refused', { ...call, reason: error.message });
    return new Error('Unauthorized');
  }
  logger.error('authorizer failed', call, error);
  return new Error('the authorizer failed');
};

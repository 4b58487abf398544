// Holds what a handler answers to the declaration of its route. On a laptop and in tests: a build leaves the answers'
// schemas out, so that no request of a stack waits for this.
import type middy from '@middy/core';
import type { Answers } from '@gatehouse/contract';
import type { Answer } from '../answers.ts';
import type { ChainEvent } from '../request.ts';
import { compileSchema } from './compile-schema.ts';
import type { SchemaError } from './field-errors.ts';

/** Throws, so that the call is an internal error, when a status or a body is none of these answers. */
export const checkAnswer = (answers: Answers): middy.MiddlewareObj<ChainEvent, Answer> => {
  const checks = new Map<number, Promise<BodyCheck>>();
  return {
    after: async function checkAnswerBody({ response }) {
      if (response === null || response === undefined) throw new TypeError('there is no answer');
      const { statusCode, body } = response;
      const schema = answers[statusCode];
      if (schema === undefined) throw new TypeError(`the route does not declare an answer of ${statusCode}`);
      if (schema === null) return refuseBody(statusCode, body);
      const check = await (checks.get(statusCode) ?? remember(checks, statusCode, compile(schema)));
      if (!check(JSON.parse(body))) throw new TypeError(`the answer of ${statusCode} ${faultOf(check)}`);
    },
  };
};

interface BodyCheck {
  (body: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

const compile = async (schema: object): Promise<BodyCheck> =>
  (await compileSchema(schema)) as unknown as BodyCheck;

const remember = <Value>(map: Map<number, Value>, key: number, value: Value): Value => {
  map.set(key, value);
  return value;
};

const refuseBody = (status: number, body: string): void => {
  if (body !== '') throw new TypeError(`the answer of ${status} has a body, and declares none`);
};

/** Where the body does not fit and by which rule; the value itself stays out of the log. */
const faultOf = ({ errors }: BodyCheck): string => {
  const faults = (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
  return `does not fit its schema: ${faults.join('; ')}`;
};

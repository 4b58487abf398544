import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { closed, Email, LoginPassword } from '@gatehouse/contract/fields';
import { createLogger } from '@gatehouse/log';
import Type from 'typebox';
import { httpHandler, noContent, ok, type Answer } from './index.ts';
import { PROBLEMS } from './problems.ts';
import { apiEvent, lambdaContext } from './testing.ts';

/** Every code point but surrogates; fast-check's own unit for that takes a second to set up. */
const character = fc.nat(0x10f7ff).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

const silent = createLogger({ level: 'ERROR', service: 'test', write: () => undefined });
const Login = closed({ email: Email, password: LoginPassword });
const loginRoute = { callers: 'anyone', body: Login, answers: { 200: Login } } as const;
const login = httpHandler(loginRoute, { service: { logger: silent, cors: [] } }, async ({ body }) =>
  ok(body),
);

const REFUSALS = [400, 413, 415];

const isPlainProblem = ({ statusCode, headers, body }: Answer): boolean => {
  const document = JSON.parse(body) as Record<string, unknown>;
  return (
    REFUSALS.includes(statusCode) &&
    headers?.['content-type'] === 'application/problem+json' &&
    Object.hasOwn(PROBLEMS, String(document['code']))
  );
};

const json = fc.json({ maxDepth: 4 });
const almost = fc
  .record(
    { email: fc.oneof(fc.emailAddress(), fc.jsonValue()), password: fc.jsonValue(), extra: fc.jsonValue() },
    { requiredKeys: [] },
  )
  .map((value) => JSON.stringify(value));
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString('base64'));

test('whatever the body is, the answer is 200 with a body that fits, or a refusal in problem+json', async () => {
  const given = fc.record({
    body: fc.oneof(json, almost, bytes, fc.string({ unit: character })),
    type: fc.constantFrom('application/json', 'application/json', 'text/plain'),
    isBase64Encoded: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ body, type, isBase64Encoded }) => {
      const event = { ...apiEvent({ body, headers: { 'Content-Type': type } }), isBase64Encoded };
      const answer = await login(event, lambdaContext());
      if (answer.statusCode === 200)
        expect(Object.keys(JSON.parse(answer.body) as object).sort()).toEqual(['email', 'password']);
      else expect(isPlainProblem(answer)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('every pointer of an error leads to the body, a member of it, or one that is missing from it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 })), async (body) => {
      const answer = await login(apiEvent({ body }), lambdaContext());
      const { code, errors = [] } = JSON.parse(answer.body) as {
        code?: string;
        errors?: { pointer: string }[];
      };
      if (code !== 'validation_failed') return;
      expect(errors.length).toBeGreaterThan(0);
      for (const { pointer } of errors) {
        const member = pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
        expect(['', ...Object.keys(body), 'email', 'password']).toContain(member);
      }
    }),
    { numRuns: 60 },
  );
});

test('the request and the answer are typed by the declaration', () => {
  const options = { service: { logger: silent, cors: [] } };
  httpHandler(loginRoute, options, async ({ body, query, principal }) => {
    const none: undefined = query ?? principal;
    // @ts-expect-error -- no such member
    void [none, body.name];
    return ok(body);
  });
  // @ts-expect-error -- no such status
  httpHandler(loginRoute, options, async () => noContent());
  // @ts-expect-error -- a member is missing
  httpHandler(loginRoute, options, async ({ body }) => ok({ email: body.email }));
  const guarded = { callers: { self: true }, answers: { 200: Type.Array(Type.String()) } } as const;
  httpHandler(guarded, options, async ({ principal }) => ok(principal.roles));
  expect.assertions(0);
});

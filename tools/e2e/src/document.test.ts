// The OpenAPI document is true: every operation and every code of it, provoked through the gateway. The client holds each
// answer to the document; here it also has to be the one that was to be provoked, and nothing may be left out.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations, outcomeOf, outcomesOf, type Operation } from './document/openapi.ts';
import { NOT_PROVOKED, PROVOCATIONS, succeed, type Provoke } from './document/provocations.ts';
import { startWorld, type World } from './document/world.ts';

const seen = new Set<string>();
let world: World;
beforeAll(async () => {
  world = await startWorld((outcome) => seen.add(outcome));
}, 60_000);
afterAll(() => world?.stop());

const isLeftOut = (operation: Operation, outcome: string): boolean =>
  NOT_PROVOKED.some(({ code, of }) => outcome.endsWith(` ${code}`) && of(operation));

/** The outcomes of all operations, by their names, that this test is true of. */
const documented = (isMeant: (operation: Operation, outcome: string) => boolean): readonly string[] =>
  operations.flatMap((operation) =>
    outcomesOf(operation)
      .filter((outcome) => isMeant(operation, outcome))
      .map((outcome) => `${operation.id} ${outcome}`),
  );

/** What those operations answer that a provocation is for. */
const answered = async (expected: readonly string[], provoke: Provoke): Promise<readonly string[]> => {
  const asked = operations.filter(({ id }) => expected.some((outcome) => outcome.startsWith(`${id} `)));
  return Promise.all(
    asked.map(async (operation) => `${operation.id} ${outcomeOf(await provoke(world, operation))}`),
  );
};

test('every operation gives its good answer', async () => {
  const expected = documented((_operation, outcome) => /^2\d\d$/.test(outcome));
  expect(await answered(expected, succeed)).toEqual(expected);
}, 60_000);

test.each(Object.entries(PROVOCATIONS))(
  'every operation that documents %s answers it',
  async (code, provoke) => {
    const expected = documented(
      (operation, outcome) => outcome.endsWith(` ${code}`) && !isLeftOut(operation, outcome),
    );
    expect(await answered(expected, provoke)).toEqual(expected);
  },
  60_000,
);

test('every outcome in the document was seen, or is named as one that cannot be', () => {
  expect(
    documented(
      (operation, outcome) => !isLeftOut(operation, outcome) && !seen.has(`${operation.id} ${outcome}`),
    ),
  ).toEqual([]);
});

test('no outcome that was seen is named as one that cannot be', () => {
  expect(
    documented((operation, outcome) => isLeftOut(operation, outcome)).filter((outcome) => seen.has(outcome)),
  ).toEqual([]);
});

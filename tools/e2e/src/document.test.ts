// The OpenAPI document is true: every operation and every code of it, provoked through the gateway. The client holds each
// answer to the document; here it also has to be the one that was to be provoked, and nothing may be left out.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations, outcomeOf, outcomesOf } from './document/openapi.ts';
import { cannotProvoke, OTHERWISE, PROVOCATIONS, succeed } from './document/provocations.ts';
import type { ProvokeAll } from './document/provoke.ts';
import { startWorld, type World } from './document/world.ts';

const seen = new Set<string>();
let world: World;
beforeAll(async () => {
  world = await startWorld((outcome) => seen.add(outcome));
});
afterAll(() => world?.stop());

/** Every outcome in the document, by its operation's name. */
const DOCUMENTED = operations.flatMap((operation) =>
  outcomesOf(operation).map((outcome) => `${operation.id} ${outcome}`),
);

const isLeftOut = (outcome: string): boolean => {
  const [id = '', , code = ''] = outcome.split(' ');
  return cannotProvoke(id, code);
};

/** Asks each operation that these outcomes are of; what they answered. */
const answered = async (expected: readonly string[], provoke: ProvokeAll): Promise<readonly string[]> => {
  const asked = operations.filter(({ id }) => expected.some((outcome) => outcome.startsWith(`${id} `)));
  const answers = await provoke(world, asked);
  return answers.map((answer, index) => `${asked[index]?.id} ${outcomeOf(answer)}`);
};

test('every operation gives its good answer', async () => {
  const expected = DOCUMENTED.filter((outcome) => / 2\d\d$/.test(outcome) && !(outcome in OTHERWISE));
  expect(await answered(expected, succeed)).toEqual(expected);
});

test.each(Object.entries(OTHERWISE))('and a good answer of another kind: %s', async (outcome, provoke) => {
  expect(await answered([outcome], provoke)).toEqual([outcome]);
});

test.each(Object.entries(PROVOCATIONS))(
  'every operation that documents %s answers it',
  async (code, provoke) => {
    const expected = DOCUMENTED.filter((outcome) => outcome.endsWith(` ${code}`) && !isLeftOut(outcome));
    expect(await answered(expected, provoke)).toEqual(expected);
  },
);

test('every outcome in the document was seen, or is named as one that cannot be', () => {
  expect(DOCUMENTED.filter((outcome) => !seen.has(outcome) && !isLeftOut(outcome))).toEqual([]);
});

test('nothing that was seen is named as what cannot be', () => {
  expect([...seen].filter(isLeftOut)).toEqual([]);
});

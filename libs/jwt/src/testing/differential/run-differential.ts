// The differential test: every token is judged by jose and by us, and each difference has to be one that has a name.
import { KeyError, TokenError } from '../../errors.ts';
import { publicJwks } from '../../private-keys.ts';
import { TokenMemory } from '../../token-memory.ts';
import { verifyAccessToken } from '../../verify-access-token.ts';
import { AUDIENCE, ISSUER, KEY_PAIR_ALGORITHMS, makeKeySet, NOW, verifiersOf } from '../fixtures.ts';
import { MORE_LENIENT, seenOf, STRICTER } from './differences.ts';
import { tokenMaker } from './make-token.ts';
import { joseOracle, type Oracle } from './oracle.ts';
import { randomOf } from './random.ts';

export interface DifferentialOptions {
  readonly tokens: number;
  readonly seed: number;
}

export interface DifferentialFigures {
  readonly accepted: number;
  readonly refused: number;
  /** How often the two differed, by the name of the difference. */
  readonly differences: Readonly<Record<string, number>>;
  /** The tokens that were judged in two ways that nothing explains, by their number. The keys are new in each run. */
  readonly unexplained: readonly string[];
}

/** Judges so many tokens. Which kinds of tokens they are is the seed's; keys and signatures are made for the run. */
export const runDifferential = async ({
  tokens,
  seed,
}: DifferentialOptions): Promise<DifferentialFigures> => {
  const set = await makeKeySet(...KEY_PAIR_ALGORITHMS, 'ES256');
  const judges = { jose: await joseOracle(publicJwks(set).keys), ours: judgeBy(await verifiersOf(set)) };
  const make = tokenMaker(set.keys);
  const random = randomOf(seed);
  const count = { accepted: 0, refused: 0 };
  const differences: Record<string, number> = {};
  const unexplained: string[] = [];
  for (let number = 0; number < tokens; number += 1) {
    const token = make(random);
    const [jose, ours] = [await judges.jose(token), await judges.ours(token)];
    count[ours ? 'accepted' : 'refused'] += 1;
    if (jose === ours) continue;
    const name = nameOf(token, ours);
    if (name === undefined) unexplained.push(`#${number}: ${ours ? 'ours' : 'jose'} accepts ${token}`);
    else differences[name] = (differences[name] ?? 0) + 1;
  }
  return { ...count, differences, unexplained };
};

const nameOf = (token: string, weAccept: boolean): string | undefined => {
  const seen = seenOf(token);
  const rules = Object.entries(weAccept ? MORE_LENIENT : STRICTER);
  return seen && rules.find(([, explains]) => explains(seen))?.[0];
};

/** Our verdict: without a memory, with one that has not seen the token, and with one that has. All three have to be one. */
const judgeBy = (keys: Awaited<ReturnType<typeof verifiersOf>>): Oracle => {
  const memory = new TokenMemory();
  const options = { keys, issuer: ISSUER, audience: AUDIENCE, now: NOW };
  const judge = (token: string, given: object): Promise<boolean> =>
    verifyAccessToken(token, { ...options, ...given }).then(() => true, refusal);
  return async (token) => {
    const verdicts = [await judge(token, {}), await judge(token, { memory }), await judge(token, { memory })];
    if (new Set(verdicts).size > 1) throw new Error(`a memory changes the verdict of ${token}`);
    return verdicts[0]!;
  };
};

/** Only what is thrown on purpose is a refusal; all else ends the run. */
const refusal = (error: unknown): boolean => {
  if (error instanceof TokenError && !(error instanceof KeyError)) return false;
  throw error;
};

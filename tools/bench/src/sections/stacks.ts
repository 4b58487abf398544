// A guarded route in one function, from the event to the answer, as each of the peers' stacks has it.
import type { Item } from '../bare-verify.ts';
import { oneByOne, type Candidate } from '../core/candidate.ts';
import type { Effort } from '../core/effort.ts';
import { interleave } from '../core/interleave.ts';
import { NOTHING, type Findings } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { apiEvent, CONTEXT } from '../events.ts';
import { makeIssuer } from '../issuer.ts';
import { loadStacks, type Answered, type Stack } from '../stacks.ts';
import { judge } from '../verifiers.ts';
import { floorsOf, unseenTokens } from './verify.ts';

export const measureStacks = async (effort: Effort): Promise<Findings> => {
  const issuer = await makeIssuer('ES256');
  const stacks = await loadStacks(issuer);
  for (const stack of stacks) await judge(stack.name, (token) => answerOf(stack, token), issuer);
  const [floor, again] = floorsOf(issuer);
  const candidates = [floor, ...stacks.map(candidateOf), again];
  const samples = await interleave(candidates, await unseenTokens(issuer, effort));
  const title = 'a guarded route in one function, a token not seen before, ES256';
  return { ...NOTHING, rows: [rowOf(samples, { id: 'route-ES256', title, again })] };
};

const candidateOf = (stack: Stack): Candidate<Item> => ({
  ...stack,
  run: oneByOne(({ token }) => answerOf(stack, token)),
});

/** @throws Error for an answer that is not 200 */
const answerOf = async ({ name, handler }: Stack, token: string): Promise<Answered> => {
  const answer = await handler(apiEvent({ method: 'GET', path: '/users/me', token }), CONTEXT);
  if (answer.statusCode !== 200) throw new Error(`${name} answered ${answer.statusCode}`);
  return answer;
};

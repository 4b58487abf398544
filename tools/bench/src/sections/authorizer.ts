// The whole authorizer as it is deployed, from the event to the policy: with tokens not seen before, and with one that was.
import { itemOf, type Item } from '../bare-verify.ts';
import { oneByOne, type Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { interleave } from '../core/interleave.ts';
import { NOTHING, type Findings, type Row } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { loadHandler, type Handler } from '../apps.ts';
import { authorizerEvent } from '../events.ts';
import { ALGORITHMS, makeIssuer, variablesOf, type Issuer } from '../issuer.ts';
import { judge, peerVerifier } from '../verifiers.ts';
import { BATCH, floorsOf, ROUNDS, unseenTokens, WARM_UP_ROUNDS } from './verify.ts';

export const measureAuthorizer = async (effort: Effort): Promise<Findings> => {
  const issuers = await Promise.all(ALGORITHMS.map(makeIssuer));
  const authorizer = await loadHandler('authorizer', 'handler', variablesOf(issuers));
  const rows: Row[] = [];
  for (const issuer of issuers) rows.push(await unseenRow(authorizer, issuer, effort));
  rows.push(await seenRow(authorizer, issuers[0]!, effort));
  return { ...NOTHING, rows };
};

const candidateOf = async (authorizer: Handler, issuer: Issuer): Promise<Candidate<Item>> => {
  await judge('the authorizer', (token) => authorizer(authorizerEvent(token)), issuer);
  return {
    name: 'Gatehouse',
    role: 'ours',
    run: oneByOne(({ token }) => authorizer(authorizerEvent(token))),
  };
};

const unseenRow = async (authorizer: Handler, issuer: Issuer, effort: Effort): Promise<Row> => {
  const { alg } = issuer.setup;
  const [floor, again] = floorsOf(issuer);
  const candidates = [floor, await candidateOf(authorizer, issuer), again];
  const samples = await interleave(candidates, await unseenTokens(issuer, effort));
  return rowOf(samples, {
    id: `authorizer-${alg}`,
    title: `the whole authorizer, not seen before, ${alg}`,
    again,
  });
};

/** One token for all rounds. fast-jwt's cache is the only one among the peers. */
const seenRow = async (authorizer: Handler, issuer: Issuer, effort: Effort): Promise<Row> => {
  const [floor, again] = floorsOf(issuer);
  const cached = await peerVerifier('fast-jwt', issuer, { cache: true });
  const candidates = [
    floor,
    await candidateOf(authorizer, issuer),
    ...(cached === null ? [] : [cached]),
    again,
  ];
  const item = itemOf(issuer.setup.alg)(await issuer.issue());
  const rounds = Array.from({ length: roundsOf(effort, ROUNDS) + WARM_UP_ROUNDS }, () =>
    Array.from({ length: BATCH * 5 }, () => item),
  );
  const samples = await interleave(candidates, { rounds, warmUp: WARM_UP_ROUNDS });
  const title = 'the whole authorizer, a token seen before';
  return rowOf(samples, { id: 'authorizer-seen', title, again });
};

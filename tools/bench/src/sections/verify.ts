// Verification of a token that nobody has seen: Gatehouse's, the peers', and the bare call below all of them.
import { parsePublicJwks, verifyAccessToken } from '@gatehouse/jwt';
import { bareVerify, itemOf, type Item } from '../bare-verify.ts';
import { allAtOnce, type Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { inRounds, interleave } from '../core/interleave.ts';
import { NOTHING, type Findings, type Row } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { ALGORITHMS, AUDIENCE, ISSUER, issueMany, makeIssuer, variablesOf, type Issuer } from '../issuer.ts';
import { judge, peerVerifiers, runnerOf } from '../verifiers.ts';

export const ROUNDS = 60;
/** What the compiler of Node needs to be done with each candidate: some 1,600 calls. */
export const WARM_UP_ROUNDS = 40;
export const BATCH = 40;

export const measureVerification = async (effort: Effort): Promise<Findings> => {
  const rows: Row[] = [];
  for (const alg of ALGORITHMS) rows.push(await rowFor(await makeIssuer(alg), effort));
  return { ...NOTHING, rows };
};

const rowFor = async (issuer: Issuer, effort: Effort): Promise<Row> => {
  const { alg } = issuer.setup;
  const [floor, again] = floorsOf(issuer);
  const candidates = [floor, await ours(issuer), ...(await peerVerifiers(issuer)), again];
  const samples = await interleave(candidates, await unseenTokens(issuer, effort));
  return rowOf(samples, { id: `verify-${alg}`, title: `verify a token not seen before, ${alg}`, again });
};

/** Twice, so that what is between them is the noise of the run. */
export const floorsOf = ({
  setup: { alg },
  publicKey,
}: Issuer): readonly [Candidate<Item>, Candidate<Item>] => {
  const floor = (name: string): Candidate<Item> => ({
    name,
    role: 'floor',
    run: allAtOnce(bareVerify(alg, publicKey)),
  });
  return [floor('crypto.verify'), floor('crypto.verify again')];
};

/** More tokens than rounds, so that no memory of verified tokens helps anybody. */
export const unseenTokens = async (issuer: Issuer, effort: Effort) => {
  const count = (roundsOf(effort, ROUNDS) + WARM_UP_ROUNDS) * BATCH;
  const items = (await issueMany(issuer, count)).map(itemOf(issuer.setup.alg));
  return { rounds: inRounds(items, BATCH), warmUp: WARM_UP_ROUNDS };
};

const ours = async (issuer: Issuer): Promise<Candidate<Item>> => {
  const keys = await parsePublicJwks(variablesOf([issuer])['JWT_JWKS'] ?? '');
  const parties = { issuer: ISSUER, audience: AUDIENCE, clientId: AUDIENCE };
  const verify = (token: string) => verifyAccessToken(token, { keys, ...parties, now: new Date() });
  await judge('Gatehouse', verify, issuer);
  return { name: 'Gatehouse', role: 'ours', run: await runnerOf(verify, issuer) };
};

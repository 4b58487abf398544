// A login in a process that has done nothing before, with the MongoDB driver: import and first call, less a warm call.
import { join } from 'node:path';
import { inStore, insertAll, makeAccounts, PASSWORD } from '../accounts.ts';
import type { Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import type { Samples } from '../core/interleave.ts';
import { NOTHING, type Findings } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { apiEvent } from '../events.ts';
import { startFresh, type Start } from '../fresh.ts';
import { AUDIENCE, ISSUER, makeIssuer, variablesOf, type Issuer } from '../issuer.ts';
import { naiveDatabase } from '../naive-database.ts';
import { appFolder } from '../paths.ts';
import { bundlePeer } from '../peer-bundle.ts';
import { versionsOf } from '../peers.ts';
import { privatePem } from './login.ts';

const ROUNDS = 12;
const WARM_CALLS = 5;
const ROW = { id: 'login-cold', title: 'a login, cold, on MongoDB: import and first call less a warm call' };

export const measureColdLogin = async (effort: Effort): Promise<Findings> => {
  const { databaseUrl } = effort;
  if (databaseUrl === null)
    return {
      ...NOTHING,
      leftOut: [{ ...ROW, why: 'no MongoDB server: --database-url or MONGODB_TEST_URL' }],
    };
  const url = databaseNamed(databaseUrl, `gatehouse_bench_${process.pid}`);
  const naive = await naiveDatabase(url);
  try {
    const [account] = await makeAccounts(1);
    const input = { email: account!.email, password: PASSWORD };
    await inStore(url, (database) => insertAll(database, [account!]));
    await naive.insert(input);
    const event = apiEvent({ method: 'POST', path: '/auth/login', body: JSON.stringify(input) });
    const samples = await measure(await startsOf(url, event), roundsOf(effort, ROUNDS));
    return { ...NOTHING, rows: [rowOf(samples, { ...ROW, unit: 'ms' })] };
  } finally {
    await naive.remove();
  }
};

const databaseNamed = (text: string, name: string): string => {
  const url = new URL(text);
  url.pathname = `/${name}`;
  return url.href;
};

const startsOf = async (url: string, event: object): Promise<readonly Started[]> => {
  const issuer = await makeIssuer('ES256');
  const warmCalls = WARM_CALLS;
  return [
    {
      ...NAIVE,
      versions: versionsOf(PACKAGES),
      start: { ...(await naiveStart(url, issuer)), event, warmCalls },
    },
    {
      ...{ name: 'Gatehouse', role: 'ours', versions: [] },
      start: {
        module: join(appFolder('auth'), 'login.mjs'),
        variables: { ...variablesOf([issuer]), DATABASE_URL: url },
        event,
        warmCalls,
      },
    },
  ];
};

interface Started extends Omit<Candidate<never>, 'run'> {
  readonly start: Start;
}

const PACKAGES = ['mongodb', 'argon2', 'jsonwebtoken'];
const NAIVE = { name: 'naive build', role: 'floor' } as const;

/** Bundled and minified, with everything imported at the top; argon2 stays a package, since its native file has to. */
const naiveStart = async (url: string, issuer: Issuer): Promise<Pick<Start, 'module' | 'variables'>> => {
  const source = "export { handler } from './stacks/naive-login.mjs';";
  const module = await bundlePeer({ name: 'naive-login', source, external: ['argon2'] });
  const setup = { url, pem: privatePem(issuer), issuer: ISSUER, audience: AUDIENCE };
  return { module, variables: { BENCH_LOGIN: JSON.stringify(setup) } };
};

const measure = async (started: readonly Started[], rounds: number): Promise<Samples> => {
  const samples = new Map(
    started.map(({ start: _, ...one }) => [{ ...one, run: () => undefined }, [] as number[]]),
  );
  const lists = [...samples.values()];
  // The first round fills the file system's cache.
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, { start }] of started.entries()) {
      const { cold, warm } = await startFresh(start);
      if (round > 0) lists[index]?.push(cold - warm);
    }
  return samples;
};

// A login in a process that has done nothing before, with the MongoDB driver: import and first call, less a warm call.
import { join } from 'node:path';
import { build } from 'esbuild';
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
import { appFolder, ROOT } from '../paths.ts';
import { bundlePeer, REQUIRE } from '../peer-bundle.ts';
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
  const called = { event, warmCalls: WARM_CALLS };
  const ours = { ...called, variables: { ...variablesOf([issuer]), DATABASE_URL: url } };
  return [
    { name: 'naive build', role: 'floor', versions: [], start: { ...ours, module: await naiveBuild() } },
    {
      ...{ name: 'Gatehouse', role: 'ours', versions: [] },
      start: { ...ours, module: join(appFolder('auth'), 'login.mjs') },
    },
    {
      ...{ name: 'find, verify, insert, sign', role: 'peer', versions: versionsOf(PACKAGES) },
      start: { ...called, ...(await byHand(url, issuer)) },
    },
  ];
};

interface Started extends Omit<Candidate<never>, 'run'> {
  readonly start: Start;
}

const PACKAGES = ['mongodb', 'argon2', 'jsonwebtoken'];

/** The same handler, from the same sources, bundled and minified by esbuild alone: with all that it may ever need in one file. */
const naiveBuild = async (): Promise<string> => {
  // Where its native file is found, which has to stay a package.
  const outfile = join(ROOT, 'node_modules/.cache/gatehouse/bench/naive-login.mjs');
  await build({
    ...{ entryPoints: ['apps/auth/src/login/login.handler.ts'], absWorkingDir: ROOT, outfile },
    ...{ bundle: true, minify: true, platform: 'node', target: 'node24', format: 'esm' },
    ...{ external: ['@node-rs/argon2'], supported: { using: true }, dropLabels: ['FROM_SOURCE'] },
    ...{ banner: { js: REQUIRE }, logLevel: 'error' },
  });
  return outfile;
};

/** What a login takes at the very least, imported at the top: no limits, no events, no checks of what is sent. */
const byHand = async (url: string, issuer: Issuer): Promise<Pick<Start, 'module' | 'variables'>> => {
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

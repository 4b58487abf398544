// The authorizer, cold: import and first call, above a handler that does nothing, beside what loading node:crypto takes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { NOTHING, type Findings } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import type { Samples } from '../core/interleave.ts';
import { authorizerEvent } from '../events.ts';
import { startFresh, type Start } from '../fresh.ts';
import { makeIssuer, variablesOf, type Issuer } from '../issuer.ts';
import { appFolder, OUTPUT } from '../paths.ts';
import { bundlePeer, verifyingHandler } from '../peer-bundle.ts';
import { loadPeerFile, versionsOf } from '../peers.ts';
import { PEER_VERIFIERS } from '../verifiers.ts';

const ROUNDS = 25;

/** A module to start, with what is told of it. */
interface ColdStart extends Start, Pick<Candidate<never>, 'name' | 'role' | 'versions'> {}

export const measureColdAuthorizer = async (effort: Effort): Promise<Findings> => {
  const issuer = await makeIssuer('ES256');
  const event = authorizerEvent(await issuer.issue());
  const module = join(appFolder('authorizer'), 'handler.mjs');
  const ours: ColdStart = {
    name: 'Gatehouse',
    role: 'ours',
    module,
    event,
    variables: variablesOf([issuer]),
  };
  const floors = ['loading node:crypto', 'loading node:crypto again'].map((name): ColdStart => ({
    name,
    role: 'floor',
    module: writeModule('crypto', LOADS_CRYPTO),
    event,
  }));
  const starts = [...floors, ours, ...(await verifierStarts(issuer, event))];
  const samples = await aboveNothing(starts, roundsOf(effort, ROUNDS));
  const title = 'the authorizer, cold: import and first call above an empty handler';
  const again = [...samples.keys()].find(({ name }) => name === floors[1]?.name);
  const row = rowOf(samples, { id: 'authorizer-cold', title, unit: 'ms', ...(again && { again }) });
  return { ...NOTHING, rows: [row] };
};

const LOADS_CRYPTO = "process.getBuiltinModule('node:crypto'); export const handler = async () => {};";
const DOES_NOTHING = 'export const handler = async () => {};';

/** Each start once a round, less what an empty handler took in that round. The first round fills the file system's cache. */
const aboveNothing = async (starts: readonly ColdStart[], rounds: number): Promise<Samples> => {
  const empty: Start = { module: writeModule('empty', DOES_NOTHING), event: {} };
  const candidates = starts.map(({ name, role, versions = [] }) => ({
    name,
    role,
    versions,
    run: () => undefined,
  }));
  const samples = new Map(candidates.map((candidate) => [candidate, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    const { cold: nothing } = await startFresh(empty);
    for (const [index, start] of starts.entries()) {
      const { cold } = await startFresh(start);
      if (round > 0) samples.get(candidates[index]!)?.push(cold - nothing);
    }
  }
  return samples;
};

const writeModule = (name: string, source: string): string => {
  const file = join(OUTPUT, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
};

const verifierStarts = ({ setup }: Issuer, event: object): Promise<readonly ColdStart[]> =>
  Promise.all(
    PEER_VERIFIERS.map(async (name): Promise<ColdStart> => {
      const { packages } = await loadPeerFile<{ readonly packages: readonly string[] }>(`verify/${name}.mjs`);
      const module = await bundlePeer({ name, source: verifyingHandler(name) });
      const variables = { BENCH_SETUP: JSON.stringify(setup) };
      return { name: `bare ${name}`, role: 'peer', versions: versionsOf(packages), module, event, variables };
    }),
  );

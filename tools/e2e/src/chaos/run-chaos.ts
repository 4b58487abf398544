// A run: clients at work while one fault follows another, and then the comparison of what was answered with what is stored.
import { setTimeout as sleep } from 'node:timers/promises';
import type { LossyKill } from './bare-driver.ts';
import { checkMails, checkStored, checkThroughGateway, strangersIn } from './check.ts';
import type { EngineAddress } from '@gatehouse/test-support/controlled-engine';
import { planOf, type Fault } from './faults.ts';
import type { Doubt } from './journal.ts';
import { faultOf, grossMs, isStalled, type Exchange } from './judge.ts';
import { startLoad, type Load } from './load.ts';
import { Stage } from './stage.ts';
import { StallWatch } from './stalls.ts';
import { dropDatabase, readStored, type Stored } from './stored.ts';

export interface ChaosOptions {
  readonly engine: EngineAddress;
  readonly faults: number;
  readonly seed: number;
  /** The longest freeze, in milliseconds; 8 seconds by default. */
  readonly longestMs?: number;
  /** How many clients call at once. */
  readonly clients?: number;
  /** Told of each fault before it happens. */
  readonly onFault?: (fault: Fault, number: number) => void;
}

export interface ChaosFigures {
  readonly faults: Readonly<Record<string, number>>;
  readonly lives: number;
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** Answers that were late by the wait for a core alone. */
  readonly stalled: number;
  readonly bareWrites: number;
  readonly lossyKills: readonly LossyKill[];
  /** What is gone by the engine's own losses. */
  readonly lostByEngine: readonly string[];
  readonly orphans: number;
  /** What is wrong; nothing in a good run. */
  readonly failures: readonly string[];
}

/** Starts an engine, a gateway and clients, breaks them as the seed says, and compares. */
export const runChaos = async (options: ChaosOptions): Promise<ChaosFigures> => {
  const stage = await Stage.open(options.engine);
  const watch = new StallWatch(() => stage.gateway.pid);
  let closing: Promise<unknown> | undefined;
  const close = () => (closing ??= Promise.all([watch.stop(), stage.close()]));
  try {
    const load = await startLoad(stage, options.clients ?? CLIENTS, options.seed);
    const faults = await playAll(stage, options);
    await load.end();
    const { stored, failures } = await compare(stage, load);
    const logs = await close().then(
      () => [],
      (error: unknown) => [(error as Error).message],
    );
    await dropDatabase(stage.databaseUrl, stage.databaseName);
    return figuresOf({ stage, load, watch, stored, faults, failures: [...failures, ...logs] });
  } finally {
    await close().catch(() => undefined);
    await stage.engine.stop();
  }
};

const CLIENTS = 8;
const LONGEST_MS = 8_000;

/** How often each kind of fault was played. */
const playAll = async (
  stage: Stage,
  { faults, seed, longestMs = LONGEST_MS, onFault }: ChaosOptions,
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  stage.bareDriver.start();
  for (const [index, { fault, quietMs }] of planOf({ faults, seed, longestMs }).entries()) {
    await sleep(quietMs);
    onFault?.(fault, index + 1);
    await stage.play(fault);
    counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
  }
  await sleep(RECOVERED_MS);
  return counts;
};

/** Behind the last fault all is well after that time. */
const RECOVERED_MS = 3_000;

const compare = async (stage: Stage, load: Load) => {
  const stored = await readStored(stage.databaseUrl, stage.databaseName);
  checkStored(load.lives, stored);
  await checkThroughGateway(load.lives);
  await checkMails(load.lives, load.outbox, stored);
  return { stored, failures: [...stored.faults, ...strangersIn(stored, load.lives, [load.adminEmail])] };
};

interface Played {
  readonly stage: Stage;
  readonly load: Load;
  readonly watch: StallWatch;
  readonly stored: Stored;
  readonly faults: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

const figuresOf = ({ stage, load, watch, stored, faults, failures }: Played): ChaosFigures => {
  const { exchanges, doubts, undocumented } = load.journal;
  const { lossyKills, troubles, bareDriver } = stage;
  const circumstances = { troubles, stalls: watch.stalls };
  const judged = exchanges.flatMap((exchange) => {
    const fault = faultOf(exchange, circumstances);
    const lines = exchange.requestId === null ? [] : stage.linesOf(exchange.requestId);
    return fault === null ? [] : [`${told(exchange)}: ${fault}`, ...lines].join('\n  ');
  });
  const excused = doubts.filter((doubt) => isByEngine(doubt, lossyKills));
  const ours = doubts.filter((doubt) => !excused.includes(doubt));
  return {
    faults,
    lives: load.lives.length,
    requests: exchanges.length,
    byStatus: countsOf(exchanges),
    slowestMs: Math.round(Math.max(0, ...exchanges.map(grossMs))),
    stalled: exchanges.filter((exchange) => isStalled(exchange, watch.stalls)).length,
    bareWrites: bareDriver.count,
    lossyKills,
    lostByEngine: excused.map(tellDoubt),
    orphans: stored.orphans,
    failures: [...failures, ...undocumented, ...judged, ...ours.map(tellDoubt)],
  };
};

/** So long before a kill was acknowledged what it may have lost. */
const LOST_MS = 5_000;

/** Something that the life was acknowledged shortly before a kill in which the engine lost writes of the bare driver too. */
const isByEngine = ({ life, atMs }: Doubt, lossyKills: readonly LossyKill[]): boolean =>
  lossyKills.some(
    (kill) =>
      kill.atMs <= atMs &&
      life.acknowledgedMs.some((ackMs) => ackMs > kill.atMs - LOST_MS && ackMs < kill.atMs + LOST_MS),
  );

const tellDoubt = ({ life, what, atMs, after }: Doubt): string =>
  [`${life.name}: ${what}, at ${Math.round(atMs)} ms, after`, ...after].join('\n    ');

const told = (exchange: Exchange): string =>
  `${exchange.method} ${exchange.path} ${exchange.status ?? 'without an answer'} ${exchange.code ?? ''} in ${Math.round(grossMs(exchange))} ms at ${Math.round(exchange.startedMs)} ms`;

const countsOf = (exchanges: readonly Exchange[]): Record<string, number> => {
  const groups = Map.groupBy(exchanges, ({ status, code }) =>
    status === null ? 'no answer' : status >= 400 ? `${status} ${code}` : `${status}`,
  );
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.length] as const).sort());
};

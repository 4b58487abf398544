// How long the processes of a run have waited for the machine: the client's by its event loop, the gateway's by what Linux counts. It is
// counted apart from the answers' times, so that a loaded machine fails nothing, and nothing is hidden.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf } from '../child-processes.ts';
import type { Stall } from './judge.ts';

const TICK_MS = 20;
const SAMPLE_MS = 250;
/** What is less is no stall. */
const LEAST_MS = 40;

export class StallWatch {
  readonly stalls: Stall[] = [];
  readonly #gatewayPid: () => number;
  readonly #waited = new Map<number, number>();
  readonly #ticks: NodeJS.Timeout;
  #stopped = false;
  readonly #samples: Promise<void>;

  constructor(gatewayPid: () => number) {
    this.#gatewayPid = gatewayPid;
    let lastMs = performance.now();
    this.#ticks = setInterval(() => {
      const nowMs = performance.now();
      this.#keep({ fromMs: lastMs, untilMs: nowMs, stalledMs: nowMs - lastMs - TICK_MS });
      lastMs = nowMs;
    }, TICK_MS);
    this.#samples = this.#sample();
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticks);
    this.#stopped = true;
    await this.#samples;
  }

  #keep(stall: Stall): void {
    if (stall.stalledMs >= LEAST_MS) this.stalls.push(stall);
  }

  /** A request waits for the gateway and one or two functions, so their waits add up, to no more than the time that has passed. */
  async #sample(): Promise<void> {
    let fromMs = performance.now();
    while (!this.#stopped) {
      await sleep(SAMPLE_MS);
      const pids = await this.#processes();
      const waits = await Promise.all(pids.map((pid) => this.#waitOf(pid)));
      const untilMs = performance.now();
      const waitedMs = waits.reduce((sum, wait) => sum + wait, 0);
      this.#keep({ fromMs, untilMs, stalledMs: Math.min(untilMs - fromMs, waitedMs) });
      fromMs = untilMs;
    }
  }

  async #processes(): Promise<readonly number[]> {
    const pid = this.#gatewayPid();
    return [pid, ...(await childrenOf(pid).catch(() => []))];
  }

  /** How many milliseconds the main thread of a process was ready and not running since it was asked last; 0 where nothing tells. */
  async #waitOf(pid: number): Promise<number> {
    const figures = await readFile(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').catch(() => '0 0 0');
    const waitedMs = Number(figures.split(' ')[1]) / 1e6;
    const beforeMs = this.#waited.get(pid) ?? waitedMs;
    this.#waited.set(pid, waitedMs);
    return Math.max(0, waitedMs - beforeMs);
  }
}

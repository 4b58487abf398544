// Counts what happens in a call, and writes it as one line when the call is over: CloudWatch Logs makes metrics of such a line
// (Embedded Metric Format), so that no call waits for a network. Counts travel beside the call, as its budget of time does.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Counter, MetricName } from './catalogue.ts';
import { lineOf, type Call } from './line.ts';

/** Of the functions of one stack. */
export interface Metrics {
  /** Runs a call of a route, and writes its line: what was counted, and how long it took. */
  call<T>(call: Call, work: () => Promise<T>): Promise<T>;
  /** Runs what nobody waits for. Its line has what was counted; where nothing was, there is none. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export interface MetricsOptions {
  /** The dimension that every metric has: the name of the stack, or of the app where there is none. */
  readonly stack: string;
  /** Takes a line with its line feed; standard output by default. What it throws is passed over. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
  /** Milliseconds that only rise. */
  readonly nowMs?: () => number;
}

type Counts = Map<MetricName, number>;

const counting = new AsyncLocalStorage<Counts>();

/** Counts one in the call that is under way; outside of one it does nothing. */
export const count = (name: Counter): void => {
  const counts = counting.getStore();
  counts?.set(name, (counts.get(name) ?? 0) + 1);
};

/** The first call of its process is told as a cold start. */
export const createMetrics = ({
  stack,
  write = (line) => void process.stdout.write(line),
  now = () => new Date(),
  nowMs = () => performance.now(),
}: MetricsOptions): Metrics => {
  let isCold = true;
  const begin = (): Counts => {
    const counts: Counts = new Map(isCold ? [['ColdStarts', 1]] : []);
    isCold = false;
    return counts;
  };
  const tell = (counts: Counts, call?: Call): void => {
    try {
      if (counts.size > 0) write(lineOf(counts, { stack, now: now(), call }));
    } catch {
      // A metric is not worth a call.
    }
  };
  return {
    async call(call, work) {
      const [counts, beganMs] = [begin(), nowMs()];
      try {
        return await counting.run(counts, work);
      } finally {
        tell(counts.set('Latency', Math.round((nowMs() - beganMs) * 10) / 10), call);
      }
    },
    async run(work) {
      const counts = begin();
      try {
        return await counting.run(counts, work);
      } finally {
        tell(counts);
      }
    },
  };
};

// Runs what a template schedules, beside the calls: each function one run at a time, and none behind the stop.
import { randomUUID } from 'node:crypto';
import type { Invoke } from './functions/function-host.ts';
import { messageOf } from './start-error.ts';
import type { FunctionTarget, ScheduleModel } from './template/model.ts';
import { ACCOUNT_ID, PARTITION, REGION } from './template/synthetic.ts';

export interface SchedulesOptions {
  readonly invoke: Invoke;
  readonly write: (line: string) => void;
  /** The time that events tell. */
  readonly now: () => Date;
  /** Runs everything that is scheduled behind each `nudge` too, and every so many milliseconds where that is more often. */
  readonly hurryMs?: number | undefined;
}

export class Schedules {
  readonly #options: SchedulesOptions;
  #runs: readonly ScheduledRun[] = [];
  #isOver = false;

  constructor(options: SchedulesOptions) {
    this.#options = options;
  }

  /** From now on these run, and no others; one that was there before keeps its pace. */
  set(models: readonly ScheduleModel[]): void {
    if (this.#isOver) return;
    const keyed = models.map((model) => [JSON.stringify(model), model] as const);
    const kept = this.#runs.filter((run) => keyed.some(([key]) => key === run.key));
    for (const run of this.#runs) if (!kept.includes(run)) void run.stop();
    const isNew = ([key]: (typeof keyed)[number]): boolean => !kept.some((run) => run.key === key);
    const added = keyed.filter(isNew).map(([key, model]) => new ScheduledRun(key, model, this.#options));
    this.#runs = [...kept, ...added];
  }

  /** A call has ended: whoever hurries runs now, and not when it is time. Waits for nothing. */
  nudge(): void {
    if (this.#options.hurryMs !== undefined) for (const run of this.#runs) run.soon();
  }

  /** Begins no more runs. Resolves when none is under way. */
  async stop(): Promise<void> {
    this.#isOver = true;
    const runs = this.#runs;
    this.#runs = [];
    await Promise.all(runs.map((run) => run.stop()));
  }
}

/** The runs of one function by one schedule. */
class ScheduledRun {
  readonly key: string;
  readonly #model: ScheduleModel;
  readonly #options: SchedulesOptions;
  readonly #timer: NodeJS.Timeout;
  #underWay: Promise<void> | undefined;
  #isAskedFor = false;
  #lastFault = '';

  constructor(key: string, model: ScheduleModel, options: SchedulesOptions) {
    this.key = key;
    this.#model = model;
    this.#options = options;
    this.#timer = setInterval(() => this.soon(), Math.min(model.everyMs, options.hurryMs ?? Infinity));
  }

  /** Runs now, or once more behind the run that is under way. */
  soon(): void {
    this.#isAskedFor = true;
    this.#underWay ??= this.#runAll().finally(() => (this.#underWay = undefined));
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isAskedFor = false;
    await this.#underWay;
  }

  async #runAll(): Promise<void> {
    // The answer of the call that asked for this goes first.
    await new Promise(setImmediate);
    while (this.#isAskedFor) {
      this.#isAskedFor = false;
      await this.#runOnce();
    }
  }

  async #runOnce(): Promise<void> {
    const { target, input } = this.#model;
    const fault = await this.#options
      .invoke(target, input ?? scheduledEvent(target, this.#options.now()), target.timeoutMs)
      .then(() => '', messageOf);
    // Said once, and not with every run until it is mended.
    if (fault !== '' && fault !== this.#lastFault)
      this.#options.write(`${target.functionId}, by its schedule: ${fault}`);
    this.#lastFault = fault;
  }
}

/** What EventBridge sends. */
const scheduledEvent = ({ app, functionId }: FunctionTarget, now: Date) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: ACCOUNT_ID,
  time: now.toISOString().replace(/\.\d+Z$/, 'Z'),
  region: REGION,
  resources: [`arn:${PARTITION}:events:${REGION}:${ACCOUNT_ID}:rule/gatehouse-${app}-${functionId}Schedule`],
  detail: {},
});

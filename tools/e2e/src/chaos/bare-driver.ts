// Writes of the bare driver beside those of the gateway, with the concern that the adapter asks for: what of these an engine has acknowledged
// and lost in a kill, it has lost by itself, and then it may have lost some of ours.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@gatehouse/test-support/wait-until';
import { MongoClient } from 'mongodb';

/** A kill in which the engine lost what it had acknowledged to the bare driver. */
export interface LossyKill {
  readonly atMs: number;
  readonly lost: number;
  readonly of: number;
}

interface Acknowledged {
  readonly id: string;
  readonly atMs: number;
}

const WRITERS = 6;
const PAUSE_MS = 5;
/** What was acknowledged longer before a kill is not looked at again. */
const LOOKED_AT_MS = 5_000;
const LIMITS = { socketTimeoutMS: 2_000, serverSelectionTimeoutMS: 2_000 };

export class BareDriver {
  readonly #client: MongoClient;
  readonly #name: string;
  #acknowledged: readonly Acknowledged[] = [];
  #count = 0;
  #stopped = false;
  #writers: Promise<unknown> = Promise.resolve();

  /** Past any proxy, on a collection of its own beside ours. */
  constructor(url: string, name: string) {
    this.#client = new MongoClient(url, LIMITS);
    this.#name = name;
  }

  /** How many writes were acknowledged. */
  get count(): number {
    return this.#count;
  }

  start(): void {
    this.#writers = Promise.all(Array.from({ length: WRITERS }, () => this.#write()));
  }

  /** To be called when the engine is back; null where all is there. */
  async lossesOfKill(killedAtMs: number): Promise<LossyKill | null> {
    const before = this.#acknowledged.filter(
      ({ atMs }) => atMs <= killedAtMs + LOOKED_AT_MS && atMs > killedAtMs - LOOKED_AT_MS,
    );
    const ids = before.map(({ id }) => id);
    const found = await waitUntil('the engine answers', () =>
      this.#collection.countDocuments({ _id: { $in: ids } }),
    );
    return found === ids.length ? null : { atMs: killedAtMs, lost: ids.length - found, of: ids.length };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writers;
    await this.#client.close();
  }

  get #collection() {
    const writeConcern = { w: 'majority', journal: true } as const;
    return this.#client.db(this.#name).collection<{ _id: string }>('bareDriver', { writeConcern });
  }

  async #write(): Promise<void> {
    while (!this.#stopped) {
      await sleep(PAUSE_MS);
      const id = randomUUID();
      const acknowledged = await this.#collection.insertOne({ _id: id }).catch(() => null);
      if (acknowledged !== null) this.#keep(id);
    }
  }

  #keep(id: string): void {
    this.#count += 1;
    const atMs = performance.now();
    this.#acknowledged = [...this.#acknowledged.slice(-KEPT), { id, atMs }];
  }
}

/** Enough for the seconds that are looked at. */
const KEPT = 5_000;

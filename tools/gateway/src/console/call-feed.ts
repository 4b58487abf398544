// The last calls to the gateway, for pages that watch: each is given what came after the call that it knows.
import type { SeenCall } from '../seen-call.ts';

/** A call with its number, which grows. */
export interface NumberedCall extends SeenCall {
  readonly number: number;
}

/** How many calls are kept for a page that comes late. */
const KEPT = 100;
/** How long a page waits before it asks again. */
const PATIENCE_MS = 20_000;

export class CallFeed {
  readonly #calls: NumberedCall[] = [];
  readonly #waiting = new Set<() => void>();
  #last = 0;
  #isStopped = false;

  add(call: SeenCall): void {
    this.#last += 1;
    this.#calls.push({ ...call, number: this.#last });
    if (this.#calls.length > KEPT) this.#calls.shift();
    this.#wake();
  }

  /**
   * The calls after that number; waits until there is one, or for a while. A number of another start begins anew. Null once the
   * feed is stopped, so that a page asks no more and its connection can be closed.
   */
  async after(number: number, patienceMs = PATIENCE_MS): Promise<readonly NumberedCall[] | null> {
    if (number === this.#last && !this.#isStopped) await this.#next(patienceMs);
    if (this.#isStopped) return null;
    const from = number > this.#last ? 0 : number;
    return this.#calls.filter((call) => call.number > from);
  }

  /** Lets nobody wait any longer. */
  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #next(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake(), patienceMs);
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }
}

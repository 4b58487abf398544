// Lets calls through, or holds them back until none is under way: a deployed function is frozen between its calls alone.

export class Gate {
  #underWay = 0;
  #opened = Promise.withResolvers<void>();
  #emptied = Promise.withResolvers<void>();
  #isOpen = true;

  constructor() {
    this.#opened.resolve();
  }

  async through<T>(call: () => Promise<T>): Promise<T> {
    while (!this.#isOpen) await this.#opened.promise;
    this.#underWay += 1;
    try {
      return await call();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#emptied.resolve();
    }
  }

  /** Resolves when no call is under way. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#opened = Promise.withResolvers();
    this.#emptied = Promise.withResolvers();
    if (this.#underWay > 0) await this.#emptied.promise;
  }

  open(): void {
    this.#isOpen = true;
    this.#opened.resolve();
  }
}

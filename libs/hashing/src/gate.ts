// Bounds how much is hashed at once: each hash takes a thread of libuv's four and megabytes of memory, and a burst
// of logins must leave some for the database driver's look-ups and for files.

/** Lets so many pieces of work run at a time; the others wait in the order they came. */
export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export const createGate = (width: number): Gate => {
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running < width) running += 1;
    else await new Promise<void>((resume) => waiting.push(resume));
  };
  // A place is handed on, not freed and taken again, so that no newcomer slips in between.
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
};

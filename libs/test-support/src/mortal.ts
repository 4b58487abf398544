// What a process of fault tests does to itself: it dies after the call to a store that its plan names.

/** Whose calls are counted, and right after which of them, from 0, the process is killed. */
export const mortal = (last: number): (<Store extends object>(store: Store) => Store) => {
  let calls = 0;
  return <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get:
        (target, name) =>
        async (...args: unknown[]) => {
          const isLast = calls === last;
          calls += 1;
          const result = await (target[name as keyof Store] as (...args: unknown[]) => Promise<unknown>)(
            ...args,
          );
          if (isLast) die();
          return result;
        },
    });
};

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal takes effect before the next turn; until then nothing else may happen.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('unreachable');
};

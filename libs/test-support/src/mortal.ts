// What a process of fault tests does to itself: it dies after the call to a store that its plan names.

/** Whose calls are counted, and right after which of them, from 0, the process is killed. */
const mortal = (last: number): (<Store extends object>(store: Store) => Store) => {
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

/** What every such process is told. */
export interface MortalPlan {
  readonly url: string;
  /** The call, from 0, right after which it dies. */
  readonly call: number;
}

/**
 * Does what the plan in the first argument says on the database behind its URL, whose stores `run` makes mortal, and acknowledges what it has
 * outlived. Members whose name ends in `At` are times.
 */
export const runPlan = async <Plan extends MortalPlan, Database extends { close(): Promise<void> }>(
  open: (url: string) => Database,
  run: (database: Database, plan: Plan, mortally: ReturnType<typeof mortal>) => Promise<unknown>,
): Promise<void> => {
  const plan = JSON.parse(process.argv[2] ?? '', (key, value: unknown) =>
    key.endsWith('At') ? new Date(value as string) : value,
  ) as Plan;
  const database = open(plan.url);
  await run(database, plan, mortal(plan.call));
  process.stdout.write('acknowledged');
  await database.close();
};

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal takes effect before the next turn; until then nothing else may happen.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('unreachable');
};

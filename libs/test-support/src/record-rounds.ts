// Records what a use case asks of its ports, in how many rounds: what costs time on every machine alike.

/** The names of calls; those that were under way together are one round. */
export type Rounds = readonly (readonly string[])[];

export interface RoundRecorder {
  /** The same part, whose calls are recorded as `name.method`. */
  readonly recorded: <Part extends object>(part: Part, name: string) => Part;
  /** The rounds since it was asked last, each in the order of its names. */
  readonly taken: () => Rounds;
}

/** Calls in the order of their beginning, by what was begun when nothing else was under way. */
export const recordRounds = (): RoundRecorder => {
  const rounds: string[][] = [];
  let underWay = 0;
  const recorded = <Part extends object>(part: Part, name: string): Part =>
    new Proxy(part, {
      get: (target, key, receiver) => {
        const member: unknown = Reflect.get(target, key, receiver);
        if (typeof member !== 'function') return member;
        return (...args: readonly unknown[]) => {
          const result: unknown = Reflect.apply(member, target, args);
          if (!(result instanceof Promise)) return result;
          if (underWay === 0) rounds.push([]);
          rounds.at(-1)?.push(`${name}.${String(key)}`);
          underWay += 1;
          return result.finally(() => (underWay -= 1));
        };
      },
    });
  const taken = (): Rounds => rounds.splice(0).map((round) => round.sort());
  return { recorded, taken };
};

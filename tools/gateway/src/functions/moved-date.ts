// A clock that is ahead, for tests: `Date` alone, as elapsed time (`performance.now()`, timers) is nobody's to move.

/** Makes `Date` of this process say what the clock says and `aheadMs` more, from then on and whatever holds it by then. */
export const moveDate = (aheadMs: number): void => {
  if (movedByMs === undefined) globalThis.Date = movedDate(Date);
  movedByMs = aheadMs;
};

let movedByMs: number | undefined;

const movedDate = (RealDate: DateConstructor): DateConstructor => {
  const now = (): number => RealDate.now() + (movedByMs ?? 0);
  return new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
};

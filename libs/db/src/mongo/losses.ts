// Whose fault it is that an acknowledged write is gone after a crash of the engine: the adapter's, or the engine's, which then
// loses what the bare driver wrote beside it as well. For the tests with a real engine.

/** A write that was acknowledged, in the order of the acknowledgements. */
export interface Acknowledged {
  readonly by: 'adapter' | 'bare driver';
  readonly id: string;
}

export interface Losses {
  /** What was lost, by whom, where among all that was acknowledged, and whether it came back; in one line. */
  readonly told: string;
  readonly blame: 'adapter' | 'engine';
}

/** Null where nothing of the adapter's is gone. `back` holds the ids that were there again later. */
export const lossesAmong = (
  acknowledged: readonly Acknowledged[],
  gone: ReadonlySet<string>,
  back: ReadonlySet<string>,
): Losses | null => {
  const lost = acknowledged.filter(({ id }) => gone.has(id));
  if (lost.length === 0) return null;
  const places = lost.map((write) => `${write.by} ${write.id} as ${acknowledged.indexOf(write) + 1}`);
  const told = `${lost.length} of ${acknowledged.length} acknowledged writes were gone (${places.join(', ')}), ${back.size} came back`;
  return { told, blame: lost.some(({ by }) => by === 'bare driver') ? 'engine' : 'adapter' };
};

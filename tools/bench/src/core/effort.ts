// How much of the whole bench is done.

export interface Effort {
  /** The share of the rounds: 1 is the whole bench. */
  readonly share: number;
  /** A MongoDB server, for the row that needs one. */
  readonly databaseUrl: string | null;
}

export const SHORT_SHARE = 0.2;

/** Fewer than three rounds have no median that is worth the name. */
export const roundsOf = ({ share }: Effort, whole: number): number => Math.max(3, Math.round(whole * share));

// What was found out about a lock.
export interface Finding {
  /** Nothing that fails the command. */
  readonly isGood: boolean;
  /** A sentence, and what it is about in lines below it. */
  readonly summary: string;
  readonly details: readonly string[];
}

/** What was not checked is never taken as good. */
export const notChecked = (question: string, why: string): Finding => ({
  isGood: false,
  summary: `${question} NOT CHECKED: ${why}`,
  details: [],
});

// When a refused login is answered while an old system is asked, so that nobody can tell by the time whether it was.

/** Milliseconds from the beginning of an attempt to its refusal, of known emails too. */
export const REFUSED_AFTER_MS = 2_000;

/** What the old system has of them: what comes after its answer, the audit line and the timer, needs some. */
const ANSWERED_WITHIN_MS = REFUSED_AFTER_MS - 100;

/** What the old system may still take, in milliseconds, when so many of the attempt have passed. */
export const leftToAnswerMs = (elapsedMs: number): number => ANSWERED_WITHIN_MS - elapsedMs;

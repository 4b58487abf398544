// When a row is due again: pauses grow with its age, so that a server that is away for a minute costs a minute, and one that is away
// for a day is not asked a thousand times.

/** A claimed row is no other sender's for this long at least; a transport gives up sooner. */
const LEAST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** How soon the change that causes a mail is looked for again. */
const LEAST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** How long a mail is tried. */
const GIVEN_UP_AFTER_MS = 3 * 24 * 3_600_000;

interface Moment {
  readonly createdAt: Date;
  readonly now: Date;
}

/** When a mail is tried again that could not be sent. */
export const nextTry = (moment: Moment): Date => later(moment, LEAST_PAUSE_MS, LONGEST_PAUSE_MS);

/** When a row is looked at again whose change has not come yet. */
export const nextLook = (moment: Moment): Date => later(moment, LEAST_WAIT_MS, LONGEST_WAIT_MS);

/** Whether a mail has been tried for long enough. */
export const isGivenUp = (moment: Moment): boolean => ageOf(moment) > GIVEN_UP_AFTER_MS;

/** As far ahead as the row is old, within these bounds. */
const later = (moment: Moment, least: number, longest: number): Date =>
  new Date(moment.now.getTime() + Math.min(longest, Math.max(least, ageOf(moment))));

const ageOf = ({ createdAt, now }: Moment): number => now.getTime() - createdAt.getTime();

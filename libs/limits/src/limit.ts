// A limit as an operator writes it, `10/900`, and what it means for a count.

/** So many attempts within so many seconds, which begin with the first; null is no limit. */
export type Limit = { readonly attempts: number; readonly seconds: number } | null;

const FORM = /^([1-9]\d{0,6})\/([1-9]\d{0,6})$/;

/** The longest window: 30 days. */
const MAX_SECONDS = 2_592_000;

/** The limit that a text says, or undefined for a text that says none. */
export const parseLimit = (text: string): Limit | undefined => {
  if (text === 'off') return null;
  const [, attempts, seconds] = FORM.exec(text) ?? [];
  const limit = { attempts: Number(attempts), seconds: Number(seconds) };
  return limit.attempts >= 1 && limit.seconds <= MAX_SECONDS ? limit : undefined;
};

/** The same window with so many times the attempts. */
export const times = (factor: number, limit: Limit): Limit =>
  limit && { ...limit, attempts: limit.attempts * factor };

// Instants in conditions: the W3C profile of ISO 8601, or epoch seconds, and nothing that could mean two things.

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-\d{2}$/;
const INSTANT = /^(?<day>\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
const EPOCH_SECONDS = /^\d{5,}$/;

/**
 * Milliseconds since the epoch, or `undefined` when the value is no instant. Four digits alone are refused as text:
 * they are a year to one reader and seconds to another. A time without a zone is refused too.
 */
export const parseInstant = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value * 1000 : undefined;
  if (typeof value !== 'string') return undefined;
  if (EPOCH_SECONDS.test(value)) return Number(value) * 1000;
  const day = DAY.test(value) || MONTH.test(value) ? value : INSTANT.exec(value)?.groups?.['day'];
  return day !== undefined && isCalendarDay(day) ? whenValid(Date.parse(value)) : undefined;
};

// Date.parse reads the 30th of February as a day of March.
const isCalendarDay = (day: string): boolean => {
  const instant = whenValid(Date.parse(day));
  return instant !== undefined && new Date(instant).toISOString().startsWith(day);
};

const whenValid = (instant: number): number | undefined => (Number.isNaN(instant) ? undefined : instant);

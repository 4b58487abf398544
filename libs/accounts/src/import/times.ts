// Points in time as other systems write them.

/**
 * The moment of a text: RFC 3339, as PostgreSQL writes it, or a number since 1970. Null for one that does not say a moment by itself,
 * as without a zone, which would be this machine's.
 */
export const momentIn = (text: string): Date | null => {
  if (MILLISECONDS.test(text)) return new Date(Number(text));
  if (SECONDS.test(text)) return new Date(Math.round(Number(text) * 1000));
  return calendarMoment(text);
};

/** Since 1970. As seconds these would lie behind the year 5000. */
const MILLISECONDS = /^\d{12,15}$/;

/** Since 1970. As milliseconds these would lie before May 1970, when nobody had an account. */
const SECONDS = /^\d{1,10}(?:\.\d+)?$/;

/** RFC 3339, and PostgreSQL's `2026-01-31 09:30:00.123456+00`, whose zone may lack its minutes. */
const CALENDAR = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(?:(Z)|([+-]\d\d)(?::?(\d\d))?)$/i;

const calendarMoment = (text: string): Date | null => {
  const found = CALENDAR.exec(text);
  if (found === null) return null;
  const [, day = '', time = '', utc, hours = '', minutes = '00'] = found;
  const moment = new Date(`${day}T${time}${utc === undefined ? `${hours}:${minutes}` : 'Z'}`);
  return Number.isNaN(moment.getTime()) || !isDay(day) ? null : moment;
};

/** The 30th of February is none. */
const isDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

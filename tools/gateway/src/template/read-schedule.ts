// The Schedule events of functions: which function runs how often, with what event.
import type { Field } from './field.ts';
import { checkMembers } from './member-table.ts';
import { SCHEDULE_EVENT } from './members.ts';
import type { FunctionTarget, ScheduleModel } from './model.ts';
import type { Notes } from './notes.ts';

/**
 * The schedule of an event of type Schedule; null for one that is switched off, and for one that does not run here.
 * @throws TemplateError for a rate that is none, and for a member that SAM does not have
 */
export const readSchedule = (
  properties: Field,
  target: FunctionTarget,
  notes: Notes,
): ScheduleModel | null => {
  checkMembers(properties, SCHEDULE_EVENT, notes);
  const schedule = properties.member('Schedule');
  if (isOff(properties)) return null;
  if (schedule.string().startsWith('cron(')) {
    notes.say(schedule.at, 'schedules by cron do not run here');
    return null;
  }
  const input = properties.member('Input');
  return { target, everyMs: everyMsOf(schedule), input: input.present ? eventOf(input) : null };
};

const isOff = (properties: Field): boolean =>
  properties.member('State').string('ENABLED') === 'DISABLED' ||
  properties.member('Enabled').string('true') === 'false';

const everyMsOf = (schedule: Field): number => {
  const [, count, unit = '', plural] = RATE.exec(schedule.string()) ?? [];
  const isOne = count === '1';
  if (count === undefined || isOne !== (plural === ''))
    return schedule.fail('must read rate(1 minute), rate(N minutes), or the same of hours and days');
  return Number(count) * (MS[unit] ?? 0);
};

const RATE = /^rate\(([1-9]\d{0,5}) (minute|hour|day)(s?)\)$/;
const MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const eventOf = (input: Field): unknown => {
  try {
    return JSON.parse(input.string()) as unknown;
  } catch {
    return input.fail('must be JSON');
  }
};

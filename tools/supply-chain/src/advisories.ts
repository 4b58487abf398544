// Whether advisories are known of what a lock holds, from the report of `npm audit`.
import { notChecked, type Finding } from './finding.ts';
import type { Npm } from './npm.ts';
import { membersOf, readAnswer, textOf, type Members } from './read-answer.ts';

/** From the mildest on, as npm has them. */
export const LEVELS = ['info', 'low', 'moderate', 'high', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

/** Asks about the lock in a folder; an advisory at `level` or above is not good. */
export const findAdvisories = (npm: Npm, folder: string, level: Level): Finding => {
  const report = readAnswer(npm(folder, 'audit', '--package-lock-only', '--json'));
  if (typeof report === 'string') return notChecked('advisories', report);
  const { auditReportVersion, vulnerabilities } = report;
  if (auditReportVersion !== 2 || typeof vulnerabilities !== 'object')
    return notChecked('advisories', 'npm answers in a form that is not known here');
  const found = Object.values(membersOf(vulnerabilities)).map(membersOf);
  const [bad, mild] = [found.filter(isAt(level)), found.filter((one) => !isAt(level)(one))];
  return {
    isGood: bad.length === 0,
    summary: `advisories: ${bad.length} of ${level} severity or above, ${mild.length} below`,
    details: [...bad, ...mild].map(lineOf),
  };
};

/** A severity that npm has learned since is taken as the worst. */
const isAt =
  (level: Level) =>
  ({ severity }: Members): boolean => {
    const rank = LEVELS.findIndex((one) => one === severity);
    return rank < 0 || rank >= LEVELS.indexOf(level);
  };

const lineOf = ({ severity, name, range, via }: Members): string => {
  const causes = (Array.isArray(via) ? via : []).map(causeOf).join('; ');
  return `${textOf(severity) ?? 'unknown'}  ${textOf(name) ?? '?'} ${textOf(range) ?? ''}  ${causes}`;
};

/** An advisory, or the name of another package in the report that has one. */
const causeOf = (via: unknown): string => {
  if (typeof via === 'string') return `by ${via}`;
  const { title, url } = membersOf(via);
  return [textOf(title), textOf(url)].filter((part) => part !== null).join(', ');
};

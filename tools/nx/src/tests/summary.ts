// What the tests of several projects came to: the counts, the parts that were left out, and each failure in full.

/** What is read of the report that jest writes with `--json`. */
export interface JestReport {
  readonly testResults: readonly {
    /** The failures of this file as jest prints them. */
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** A part that did not run, and why. */
export interface LeftOut {
  readonly part: string;
  readonly why: string;
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly leftOut: readonly LeftOut[];
  readonly failures: readonly string[];
}

/**
 * The counts of all reports together. A file that fails without a failed test could not be run, and counts as one; so does
 * a run of Nx that fails without a failed file: a project's tests did not come to a report.
 * @param status the exit code of Nx
 */
export const summarise = (
  reports: readonly JestReport[],
  leftOut: readonly LeftOut[] = [],
  status = 0,
): Summary => {
  const files = reports.flatMap(({ testResults }) => testResults);
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const failedFiles = files.filter(({ status }) => status === 'failed');
  const failedIn = (file: (typeof files)[number]): number => count(file.assertionResults, 'failed') || 1;
  const unreported = status === 0 || failedFiles.length > 0 ? [] : [unreportedOf(status)];
  const skipped = tests.filter(({ status }) => ['pending', 'todo', 'disabled', 'skipped'].includes(status));
  return {
    passed: count(tests, 'passed'),
    failed: failedFiles.reduce((sum, file) => sum + failedIn(file), unreported.length),
    leftOut: [...skipped.map(({ fullName }) => partOf(fullName)), ...leftOut],
    failures: [...failedFiles.map(({ message }) => message.trim()), ...unreported],
  };
};

/** The summary in lines; the last one has the counts alone. */
export const linesOf = ({ passed, failed, leftOut, failures }: Summary): readonly string[] => [
  ...failures.flatMap((failure) => ['', failure]),
  '',
  ...reasonsOf(leftOut).map(([why, parts]) => `Left out, because ${why}: ${parts.join('; ')}`),
  `${passed} passed, ${failed} failed, ${leftOut.length} skipped`,
];

const unreportedOf = (status: number): string =>
  `Nx ended with ${status}, and no report tells of a failure: the tests of a project did not run; its output is above`;

const count = (tests: readonly { readonly status: string }[], wanted: string): number =>
  tests.filter(({ status }) => status === wanted).length;

/** `leaveOut` of @gatehouse/test-support names its test so. */
const partOf = (fullName: string): LeftOut => {
  const [, part = fullName, why = 'its test is skipped'] =
    /^(.*): left out, because (.*)$/.exec(fullName) ?? [];
  return { part, why };
};

const reasonsOf = (leftOut: readonly LeftOut[]): readonly (readonly [string, readonly string[]])[] => {
  const byReason = Map.groupBy(leftOut, ({ why }) => why);
  return [...byReason].map(([why, parts]) => [why, parts.map(({ part }) => part)]);
};

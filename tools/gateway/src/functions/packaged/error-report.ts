// What a runtime reports of an error, and the error for a function that did not come up.
import { StartError } from '../../start-error.ts';

/** The body that a runtime client posts for an error. */
export interface ErrorReport {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The lines of the error's stack, its message among them. */
  readonly trace: readonly string[];
}

/** A body that is none is taken for the message itself. */
export const parseErrorReport = (body: string): ErrorReport => {
  const { errorType = 'Error', errorMessage = body, trace = [] } = tryParse(body);
  return { errorType, errorMessage, trace };
};

const tryParse = (body: string): Partial<ErrorReport> => {
  try {
    return (JSON.parse(body) ?? {}) as Partial<ErrorReport>;
  } catch {
    return {};
  }
};

/** An instance that ended, or was given up, before it asked for an invocation. */
export class InitError extends Error {
  override readonly name = 'InitError';
  readonly report: ErrorReport;

  constructor(report: ErrorReport) {
    super(report.errorMessage);
    this.report = report;
  }
}

/**
 * The error for an app with a function that does not come up. Its lines are such as `auth: JWT_ISSUER: must be …`; for
 * anything but a wrong configuration, the error's stack.
 */
export const toStartError = (app: string, cause: unknown): unknown =>
  cause instanceof InitError
    ? new StartError(
        linesOf(cause.report).map((line) => `${app}: ${line}`),
        { cause },
      )
    : cause;

/** The message of @gatehouse/config's error has a line for each variable that is wrong, below its first. */
const linesOf = ({ errorType, errorMessage, trace }: ErrorReport): readonly string[] => {
  const [, ...problems] = errorMessage.split('\n');
  if (errorType === 'ConfigurationError' && problems.length > 0) return problems.map((line) => line.trim());
  return [trace.length > 0 ? trace.join('\n') : errorMessage];
};

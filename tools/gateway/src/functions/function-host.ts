// What the gateway asks of whatever runs an app's functions: its sources in a process, or its zip as Lambda would.
import type { AppModel, FunctionTarget } from '../template/model.ts';

/** Runs the functions of one app. */
export interface FunctionHost {
  /**
   * Calls a function and gives what it returned, as JSON would carry it.
   * @throws InvocationError
   */
  invoke(functionId: string, event: unknown, timeoutMs: number): Promise<unknown>;
  /**
   * Boots the app as `app` describes it, beside what serves now.
   * @throws StartError when it does not come up; what serves now goes on
   */
  prepare(app: AppModel): Promise<PreparedApp>;
  /** Ends everything; calls in flight get up to `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** A booted app that serves nothing yet. */
export interface PreparedApp {
  /** From now on calls go here; what served before ends as soon as its calls have. */
  adopt(): void;
  discard(): void;
}

/** Calls a function of any app within its own time-out, and that of an integration, 29 s unless `limitMs` says otherwise. */
export type Invoke = (target: FunctionTarget, event: unknown, limitMs?: number) => Promise<unknown>;

/**
 * Why a call gave no result. `thrown`: the function's own error, its message kept; `timed_out`: past its time;
 * `lost`: its process went away, or none comes up; `event_too_large`: the event exceeds Lambda's 6 MB.
 */
export type InvocationErrorKind = 'thrown' | 'timed_out' | 'lost' | 'event_too_large';

export class InvocationError extends Error {
  override readonly name = 'InvocationError';
  readonly kind: InvocationErrorKind;

  constructor(kind: InvocationErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

// An answer as it will be sent, whoever gives it: a function, a template or the gateway.
import type { DecisionNote } from '../authorize/decision-note.ts';
import type { HeaderList } from '../events/request.ts';

export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** What the authorizer decided on the way, for the log; undefined where none was asked. */
  readonly authorizer?: DecisionNote | undefined;
  /** Leaves no line on the terminal: a page that waits for news asks all the time. */
  readonly isQuiet?: boolean;
}

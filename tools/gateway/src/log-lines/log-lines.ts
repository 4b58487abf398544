// How the lines of a gateway look: for machines, for a person, or as plain words for whoever takes them line by line.
import { paint } from '@gatehouse/terminal';
import type { CallLine } from '../http/access-log.ts';
import { jsonCallLine } from './json-call-line.ts';
import { prettyAppLine } from './pretty-app-line.ts';
import { prettyCallLine } from './pretty-call-line.ts';

export type LogFormat = 'json' | 'pretty';

export interface LogLines {
  /** Undefined for plain words. */
  readonly callLine?: CallLine;
  /** A line that an app printed, `app | text`, as it is shown; null for one that is not. */
  readonly appLine: (line: string) => string | null;
}

export const logLinesOf = (format: LogFormat | undefined, hasColours = false): LogLines => {
  const asItIs = (line: string): string => line;
  switch (format) {
    case undefined:
      return { appLine: asItIs };
    case 'json':
      return { callLine: jsonCallLine, appLine: asItIs };
    case 'pretty': {
      const colour = paint(hasColours);
      return { callLine: prettyCallLine(colour), appLine: prettyAppLine(colour) };
    }
  }
};

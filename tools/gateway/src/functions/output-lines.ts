// Passes on what an app's process prints, line by line, with the app's name in front.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export const forwardLines = (stream: Readable | null, app: string, write: (line: string) => void): void => {
  if (stream !== null) createInterface({ input: stream }).on('line', (line) => write(`${app} | ${line}`));
};

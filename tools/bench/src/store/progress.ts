// One line that says how far it is: written over in a terminal, and now and then a new one anywhere else.

const PAUSE_MS = 10_000;

export interface Progress {
  readonly tell: (line: string) => void;
  readonly end: () => void;
}

export const createProgress = (of: string): Progress => {
  let toldAtMs = -Infinity;
  const { isTTY } = process.stderr;
  return {
    tell: (line) => {
      if (isTTY) process.stderr.write(`\r\u001b[K${of}: ${line}`);
      else if (performance.now() - toldAtMs > PAUSE_MS) console.error(`${of}: ${line}`);
      else return;
      toldAtMs = performance.now();
    },
    end: () => {
      if (isTTY) process.stderr.write('\n');
    },
  };
};

// For tests: what a piece of work counts, and whether CloudWatch takes a line.
import { createMetrics } from './metrics.ts';

export { faultsOf } from './testing/emf.ts';

/** What is counted in `work`, by metric; its failure is the caller's. */
export const countedIn = async (work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> => {
  const lines: string[] = [];
  await createMetrics({ stack: 'test', write: (line) => void lines.push(line) }).run(work);
  const {
    _aws,
    stack: _stack,
    ColdStarts: _cold,
    ...counts
  } = JSON.parse(lines[0]!) as Record<string, number>;
  return counts;
};

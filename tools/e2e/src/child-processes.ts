// The processes that a gateway has started, as the system knows them.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface ProcessFigures {
  readonly pid: number;
  readonly parent: number;
  /** Its resident memory, in KiB. */
  readonly residentKiB: number;
}

/** The children of the process `parent` that run now. */
export const childrenOf = async (parent: number): Promise<readonly number[]> =>
  (await allProcesses()).filter((one) => one.parent === parent).map(({ pid }) => pid);

/** The resident memory of a process and its children, in KiB. */
export const residentMemoryOf = async (parent: number): Promise<number> =>
  (await allProcesses())
    .filter((one) => one.pid === parent || one.parent === parent)
    .reduce((sum, { residentKiB }) => sum + residentKiB, 0);

const allProcesses = async (): Promise<readonly ProcessFigures[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=']);
  return stdout.split('\n').map((line) => {
    const [pid = 0, parent = 0, residentKiB = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, residentKiB };
  });
};

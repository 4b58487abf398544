// The error of a start that cannot succeed; apart, because every layer may end the start and only the command prints it.
import { types } from 'node:util';

/**
 * What stops the start, in lines meant for the person who typed the command: no stack, each line complete in itself.
 * @example
 * await startGateway({ appFolders: ['orders'] }).catch((error: unknown) => {
 *   if (error instanceof StartError) console.error(error.lines.join('\n'));
 * });
 */
export class StartError extends Error {
  override readonly name: string = 'StartError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.lines = lines;
  }
}

/** Several failures as one, so that all apps' complaints are read at once. Anything unforeseen keeps its stack. */
export const gatherStartErrors = (reasons: readonly unknown[]): StartError =>
  new StartError([...new Set(reasons.flatMap(linesOf))], { cause: reasons[0] });

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string =>
  types.isNativeError(error) ? error.message : String(error);

const linesOf = (reason: unknown): readonly string[] => {
  if (reason instanceof StartError) return reason.lines;
  return [types.isNativeError(reason) ? (reason.stack ?? reason.message) : String(reason)];
};

// What is wrong with a file that was to be copied, restored or replaced.

/** The message names the file and the rule, for an operator. */
export class DatabaseFileError extends Error {
  override readonly name = 'DatabaseFileError';

  constructor(file: string, rule: string, options?: ErrorOptions) {
    super(`${file} ${rule}`, options);
  }
}

/** Runs `act` on a file; what the file system or SQLite refuses is told with the file's name and the code. */
export const naming = <T>(file: string, rule: string, act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof DatabaseFileError) throw cause;
    throw new DatabaseFileError(file, `${rule} (${codeOf(cause)})`, { cause });
  }
};

const codeOf = (error: unknown): string => {
  const { code, errcode, message } = Object(error) as { code?: string; errcode?: number; message?: string };
  if (errcode !== undefined) return `${message ?? 'SQLite'}, ${errcode}`;
  return code ?? String(message ?? error);
};

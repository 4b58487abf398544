// Plain JSON log lines, written straight to standard output, so that Lambda adds no prefix; small enough for the authorizer.
export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'];
/** A logger of `service` that drops lines below `level`. */
export const createLogger = ({
  level,
  service,
  write = (line) => void process.stdout.write(line),
  now = () => new Date(),
}) => {
  const lowest = LOG_LEVELS.indexOf(level);
  const log = (at, message, fields, error) => {
    if (LOG_LEVELS.indexOf(at) < lowest) return;
    const line = { time: now().toISOString(), level: at, service, message, ...fields, ...describe(error) };
    write(`${JSON.stringify(line)}\n`);
  };
  return {
    debug: (message, fields) => log('DEBUG', message, fields),
    info: (message, fields) => log('INFO', message, fields),
    warn: (message, fields, error) => log('WARN', message, fields, error),
    error: (message, fields, error) => log('ERROR', message, fields, error),
  };
};
const describe = (error) =>
  error === undefined
    ? {}
    : { error: causesOf(error), stack: error instanceof Error ? error.stack : undefined };
const causesOf = (error, depth = 5) => {
  if (!(error instanceof Error)) return [typeof error];
  const rest = error.cause === undefined || depth === 0 ? [] : causesOf(error.cause, depth - 1);
  return [`${error.name}: ${error.message}`, ...rest];
};

// The logger that a service hands to the chain, for who has this package alone.
export {
  createLogger,
  LOG_LEVELS,
  type LogFields,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from '@gatehouse/log';

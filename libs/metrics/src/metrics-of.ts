// The metrics of an app where it runs: of its stack there, of itself on a laptop, and none where a person reads the output.
import { createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';

/** What the configuration says of the place. */
export interface Place {
  /** The folder of a local run; null in a stack. */
  readonly GATEHOUSE_HOME: string | null;
  readonly LOG_FORMAT: 'json' | 'pretty';
  readonly AWS_LAMBDA_LOG_GROUP_NAME: string | null;
}

/** The metrics of `app`, or undefined on a laptop whose output is for a person. */
export const metricsOf = (
  place: Place,
  app: string,
  options: Omit<MetricsOptions, 'stack'> = {},
): Metrics | undefined =>
  place.LOG_FORMAT === 'pretty' && place.GATEHOUSE_HOME !== null
    ? undefined
    : createMetrics({ stack: stackOf(place.AWS_LAMBDA_LOG_GROUP_NAME) ?? app, ...options });

/**
 * The stack, from the name that CloudFormation gives its log group `Logs`: `gatehouse-auth` of `gatehouse-auth-Logs-1ABC`. Names of
 * log groups are never cut, as those of functions are; two stages of one account do not count as one.
 */
const stackOf = (logGroup: string | null): string | undefined =>
  /^(.+)-Logs-[^-]+$/.exec(logGroup ?? '')?.[1];

// The form of a line of CloudWatch's embedded metric format: what is counted by the stack, and how long a call took by its route too.
import { METRICS, NAMESPACE, type MetricName } from './catalogue.ts';

/** A call of a route. */
export interface Call {
  /** `POST /auth/login`, as it is declared: never a path that somebody sent. */
  readonly route: string;
  readonly requestId: string;
}

interface Circumstances {
  readonly stack: string;
  readonly now: Date;
  readonly call?: Call | undefined;
}

export const lineOf = (
  counts: ReadonlyMap<MetricName, number>,
  { stack, now, call }: Circumstances,
): string => {
  const names = [...counts.keys()];
  const line = {
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        directive(
          ['stack'],
          names.filter((name) => name !== 'Latency'),
        ),
        directive(
          ['stack', 'route'],
          names.filter((name) => name === 'Latency'),
        ),
      ].flat(),
    },
    stack,
    ...(call && { route: call.route, request_id: call.requestId }),
    ...Object.fromEntries(counts),
  };
  return `${JSON.stringify(line)}\n`;
};

const directive = (dimensions: readonly string[], names: readonly MetricName[]): readonly object[] =>
  names.length === 0
    ? []
    : [
        {
          Namespace: NAMESPACE,
          Dimensions: [dimensions],
          Metrics: names.map((Name) => ({ Name, Unit: METRICS[Name] })),
        },
      ];

// Every metric that a function tells of. Each costs money for each value of its dimensions: a new one is a line here, a widget of the
// dashboard and a row of docs/signals.md.

/** Where CloudWatch keeps them. */
export const NAMESPACE = 'Gatehouse';

/** By name, the unit as CloudWatch spells it. */
export const METRICS = {
  Logins: 'Count',
  FailedLogins: 'Count',
  ThrottledCalls: 'Count',
  Refreshes: 'Count',
  Replays: 'Count',
  ReplaysElsewhere: 'Count',
  ReusedTokens: 'Count',
  MailsSent: 'Count',
  MailsFailed: 'Count',
  ColdStarts: 'Count',
  Latency: 'Milliseconds',
} as const;

export type MetricName = keyof typeof METRICS;

/** A metric that is counted. */
export type Counter = Exclude<MetricName, 'Latency'>;

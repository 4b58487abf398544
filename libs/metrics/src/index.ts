// What a call counts, and the one line that tells of it.
export { METRICS, NAMESPACE, type Counter, type MetricName } from './catalogue.ts';
export { count, createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';
export { metricsOf, type Place } from './metrics-of.ts';

// What CloudWatch Logs asks of a line in the embedded metric format, by its specification; for tests.

/** The units that a metric may have. */
const UNITS =
  /^(Seconds|Microseconds|Milliseconds|((Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits)(\/Second)?)|Percent|Count(\/Second)?|None)$/;

const MAX_METRICS = 100;
const MAX_DIMENSIONS = 30;

type Members = Readonly<Record<string, unknown>>;

/** What keeps a line from being metrics, a sentence each; none where it is well. */
export const faultsOf = (line: string): readonly string[] => {
  if (!/^[^\n]+\n?$/.test(line)) return ['it is not one line'];
  const root = JSON.parse(line) as Members;
  const { Timestamp, CloudWatchMetrics } = (root['_aws'] ?? {}) as Members;
  if (!Number.isInteger(Timestamp)) return ['Timestamp is no whole number of milliseconds'];
  if (!Array.isArray(CloudWatchMetrics) || CloudWatchMetrics.length === 0) return ['there is no directive'];
  return (CloudWatchMetrics as Members[]).flatMap((directive) => faultsOfDirective(directive, root));
};

const faultsOfDirective = ({ Namespace, Dimensions, Metrics }: Members, root: Members): readonly string[] => [
  ...(isName(Namespace) && Namespace.length < 1024 ? [] : ['Namespace is none']),
  ...listOf(Dimensions, 'Dimensions').flatMap((set) => faultsOfDimensions(set as unknown[], root)),
  ...faultsOfMetrics(listOf(Metrics, 'Metrics') as Members[], root),
];

const listOf = (value: unknown, what: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new TypeError(`${what} is no list`);
  return value as unknown[];
};

/** The value of a dimension is a text of the line's root, of at most 1,024 characters. */
const faultsOfDimensions = (set: readonly unknown[], root: Members): readonly string[] => [
  ...(set.length > 0 && set.length <= MAX_DIMENSIONS ? [] : ['it has no dimensions, or too many']),
  ...set.flatMap((name) => {
    const value = isName(name) ? root[name] : undefined;
    return isName(value) && value.length <= 1024 ? [] : [`the dimension ${String(name)} has no value`];
  }),
];

const faultsOfMetrics = (metrics: readonly Members[], root: Members): readonly string[] => [
  ...(metrics.length > 0 && metrics.length <= MAX_METRICS ? [] : ['it has no metrics, or too many']),
  ...metrics.flatMap(({ Name, Unit = 'None' }) => [
    ...(isName(Name) && Number.isFinite(root[Name]) ? [] : [`the metric ${String(Name)} has no value`]),
    ...(UNITS.test(String(Unit)) ? [] : [`${String(Unit)} is no unit`]),
  ]),
];

const isName = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

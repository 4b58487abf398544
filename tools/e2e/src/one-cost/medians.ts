// What is said of many measured times: their medians, and how far those are from each other.

/** The value in the middle; of an even number, between the two in the middle. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
};

/** By how much the greatest is above the least, as a share of the least. */
export const spreadOf = (values: readonly number[]): number => Math.max(...values) / Math.min(...values) - 1;

/** The items in random order, each order as likely as every other. */
export const shuffled = <T>(items: readonly T[], random: () => number = Math.random): readonly T[] => {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!);
};

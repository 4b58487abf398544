// Variables whose names are nearly ours. A name that nobody knows is no business of ours, but REGISTRATON=closed would leave
// the registration open, and nothing else would say so.

type Environment = Readonly<Record<string, string | undefined>>;

/** Shorter names, such as HOST and PORT, have too many neighbours that mean something else. */
const MIN_LENGTH = 8;
const MAX_DISTANCE = 2;

/** The names of environment variables in templates: every key of capitals. */
export const variablesIn = (templates: readonly string[]): readonly string[] => [
  ...new Set(
    templates.flatMap((text) => [...text.matchAll(/^\s*([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name)),
  ),
];

/** A line for each variable that is set, is not one of `known`, and differs from one of these in a letter or two. */
export const findNearMisses = (env: Environment, known: readonly string[]): readonly string[] =>
  Object.keys(env)
    .filter((name) => env[name] && !known.includes(name))
    .flatMap((name) => {
      const meant = nearestOf(name, known);
      return meant === undefined ? [] : [`${name}: is read by nothing here; did you mean ${meant}?`];
    });

const nearestOf = (name: string, known: readonly string[]): string | undefined => {
  const candidates = known
    .filter(({ length }) => length >= MIN_LENGTH && Math.abs(length - name.length) <= MAX_DISTANCE)
    .map((other) => ({ other, distance: distanceOf(name.toUpperCase(), other) }))
    .filter(({ distance }) => distance <= MAX_DISTANCE);
  return candidates.sort((a, b) => a.distance - b.distance)[0]?.other;
};

/** How many letters have to be added, left out or replaced (Levenshtein), row by row. */
const distanceOf = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1];
    for (const [index, other] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

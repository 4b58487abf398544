// What a template asks for and the gateway leaves out, in one line for the start's output.

export interface Notes {
  /** A member or a resource that does not run here, and where it stands. */
  leftOut(what: string, at: string): void;
  /** Another sentence. */
  say(sentence: string): void;
  lines(): readonly string[];
}

/** An empty collection for the app of this name. */
export const createNotes = (app: string): Notes => {
  const sentences: string[] = [];
  const left = new Map<string, Set<string>>();
  return {
    leftOut: (what, at) => void left.set(what, (left.get(what) ?? new Set()).add(shortPlace(at))),
    say: (sentence) => void sentences.push(`${app}: ${sentence}`),
    lines: () => [...sentences, ...(left.size === 0 ? [] : [`${app}: not run here: ${listed(left)}`])],
  };
};

const listed = (left: ReadonlyMap<string, ReadonlySet<string>>): string =>
  [...left].map(([what, places]) => `${what} (${[...places].join(', ')})`).join(', ');

// `Resources.Fn.Properties.Events.Get.Properties.RequestModel` is `Fn.Events.Get`.
const shortPlace = (at: string): string =>
  at
    .split('.')
    .filter((step) => step !== 'Resources' && step !== 'Properties')
    .slice(0, -1)
    .join('.');

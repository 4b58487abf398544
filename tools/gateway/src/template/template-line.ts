// From a place in a template, `Resources.Api.Properties.Auth`, to the line of the text where it stands.
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Node } from 'yaml';

/**
 * The line of the innermost part of `at` that the text has: what Globals or a merge key brought has no line of its own,
 * and gets that of the map it was brought into. Undefined when not even its section is there.
 */
export const lineOf = (text: string, at: string): number | undefined => createLineFinder(text)(at);

/** The same for many places of one text. */
export const createLineFinder = (text: string): ((at: string) => number | undefined) => {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', lineCounter: lines });
  return (at) => {
    const offset = innermost({ node: document.contents, isOpened: false }, at, undefined);
    return offset === undefined ? undefined : lines.linePos(offset).line;
  };
};

interface Spot {
  readonly node: unknown;
  /** Whether the short tag of the node is behind us, for `!Sub x` is a step `Fn::Sub` of its own. */
  readonly isOpened: boolean;
}

interface Step {
  readonly name: string;
  readonly offset: number | undefined;
  readonly to: Spot;
}

const innermost = (from: Spot, rest: string, offset: number | undefined): number | undefined => {
  const step = stepsFrom(from).find(
    ({ name }) => rest === name || (/^[.[]/.test(rest.slice(name.length)) && rest.startsWith(name)),
  );
  if (step === undefined) return offset;
  return innermost(step.to, rest.slice(step.name.length).replace(/^\./, ''), step.offset ?? offset);
};

const stepsFrom = ({ node, isOpened }: Spot): readonly Step[] => {
  const tag = (node as Node | null)?.tag;
  if (tag?.startsWith('!') === true && tag !== '!' && !isOpened)
    return namesOf(tag.slice(1)).map((name) => ({
      name,
      offset: offsetOf(node),
      to: { node, isOpened: true },
    }));
  if (isSeq(node)) return node.items.map((item, index) => toStep(`[${index}]`, item, item));
  return isMap(node) ? node.items.map(({ key, value }) => toStep(String(key), key, value)) : [];
};

const namesOf = (tag: string): readonly string[] => [tag, `Fn::${tag}`];

const toStep = (name: string, standsAt: unknown, node: unknown): Step => ({
  name,
  offset: offsetOf(standsAt),
  to: { node, isOpened: false },
});

const offsetOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];

// What a template asks for and the gateway leaves out: a line for each, which names its place in the file.
import { readFileSync } from 'node:fs';
import { placed } from './template-error.ts';
import { createLineFinder } from './template-line.ts';

export interface Notes {
  /** A member that does not run here, by where it stands. */
  leftOut(at: string): void;
  /** Another sentence about what stands there. */
  say(at: string, sentence: string): void;
  /** `template.yaml:LINE: PLACE: sentence` for each, once. */
  lines(): readonly string[];
}

/** An empty collection for the template in `file`. */
export const createNotes = (file: string): Notes => {
  const sentences = new Map<string, string>();
  return {
    leftOut: (at) => void sentences.set(at, 'does not run here'),
    say: (at, sentence) => void sentences.set(at, sentence),
    lines() {
      if (sentences.size === 0) return [];
      const lineAt = createLineFinder(readFileSync(file, 'utf8'));
      return [...sentences].map(([at, sentence]) => placed(file, at, sentence, lineAt(at)));
    },
  };
};

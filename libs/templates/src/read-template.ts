// The functions of a SAM template as the tests of their app look at them.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseTemplate, type TemplateValue } from './parse-template.ts';

export interface TemplateFunction {
  readonly id: string;
  /** The TypeScript modules that run locally; two where a condition chooses. */
  readonly sources: readonly string[];
}

/** The functions of the template in `file`, an absolute path. */
export const readTemplate = (file: string): readonly TemplateFunction[] =>
  Object.entries<TemplateValue>(parseTemplate(readFileSync(file, 'utf8')).Resources)
    .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
    .map(([id, { Metadata }]) => ({
      id,
      sources: sourcesOf(Metadata.Source).map((source) => resolve(dirname(file), source)),
    }));

/** One path, or `!If [Condition, one, other]`. */
const sourcesOf = (source: TemplateValue): readonly string[] =>
  typeof source === 'string' ? [source] : source['Fn::If'].slice(1);

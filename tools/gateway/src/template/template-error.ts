// The error of a template that cannot be run here; it always names the file and the place in it.
import { relative } from 'node:path';
import { StartError } from '../start-error.ts';

/** `template.yaml:LINE: PLACE: problem`, as editors find it. */
export const placed = (file: string, at: string, problem: string, line?: number): string => {
  const place = line === undefined ? relative('', file) : `${relative('', file)}:${line}`;
  return `${place}: ${at === '' ? '' : `${at}: `}${problem}`;
};

/** A template that is wrong, or asks for what the local gateway does not have. */
export class TemplateError extends StartError {
  override readonly name = 'TemplateError';
  readonly file: string;
  /** The place in the template, `Resources.Api.Properties.Auth`; empty for the template itself. */
  readonly at: string;
  readonly problem: string;

  constructor(file: string, at: string, problem: string, line?: number) {
    super([placed(file, at, problem, line)]);
    this.file = file;
    this.at = at;
    this.problem = problem;
  }
}

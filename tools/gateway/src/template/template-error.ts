// The error of a template that cannot be run here; it always names the file and the place in it.
import { relative } from 'node:path';
import { StartError } from '../start-error.ts';

/** A template that is wrong, or asks for what the local gateway does not have. */
export class TemplateError extends StartError {
  override readonly name = 'TemplateError';

  constructor(file: string, at: string, problem: string) {
    super([`${relative('', file)}: ${at === '' ? '' : `${at}: `}${problem}`]);
  }
}

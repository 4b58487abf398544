// Templates as CloudFormation gets them after SAM's own translator, where this machine has it (a Python library).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TemplateValue } from './parse-template.ts';

/**
 * The translated template in `file`; null, with a line on standard error, where there is no translator.
 * @throws Error with the translator's complaint
 */
export const translate = (file: string): TemplateValue => {
  const script = join(import.meta.dirname, 'translate.py');
  const { error, status, stdout, stderr } = spawnSync('python3', [script, file], { encoding: 'utf8' });
  if (error !== undefined || status === NO_TRANSLATOR) {
    process.stderr.write(`${file}: no SAM translator (pip: aws-sam-translator): checked as written alone\n`);
    return null;
  }
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};

const NO_TRANSLATOR = 3;

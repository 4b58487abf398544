// The parameters that an app's template declares, and what CloudFormation will hold their values against. The command holds
// them against the same rules first, so that a bad value is known before anything is built.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate } from '@gatehouse/templates/parse';
import { DeployError } from './deploy-error.ts';
import { brokenRuleOf, type Parameter } from './parameter-rules.ts';
import { brokenAssertionsOf, type Rules } from './template-rules.ts';

export type Parameters = Readonly<Record<string, Parameter>>;

type Values = Readonly<Record<string, string>>;

/** What a template says of its parameters. */
export interface Declarations {
  readonly parameters: Parameters;
  readonly rules: Rules;
}

/** What an app's template says of its parameters. @throws DeployError when the template cannot be read */
export const readDeclarations = (app: string, root: string): Declarations => {
  const file = join(root, 'apps', app, 'template.yaml');
  try {
    const template = parseTemplate(readFileSync(file, 'utf8')) as Template;
    return { parameters: template.Parameters ?? {}, rules: template.Rules ?? {} };
  } catch (cause) {
    throw new DeployError(`${file} cannot be read`, { cause });
  }
};

/**
 * Holds values against the template: each name is declared, each value keeps its rules, and all together the template's
 * assertions. The AWS CLI passes over a name that a
 * template does not have, and so over one that is misspelt.
 * @throws DeployError with the names and the rules, and never a value: it may be a secret in the wrong place
 */
export const assertValues = (app: string, { parameters, rules }: Declarations, values: Values): void => {
  const known = Object.keys(parameters);
  const unknown = Object.keys(values).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new DeployError(
      `apps/${app}/template.yaml has no parameter ${unknown.join(', ')}; it has ${known.join(', ')}`,
    );
  if (values['Version'] !== undefined)
    throw new DeployError('Version is set by this command, to the hash of what is deployed');
  const broken = Object.entries(values).flatMap(([name, value]) => {
    const rule = brokenRuleOf(parameters[name]!, value);
    return rule === null ? [] : [`${name} ${rule}`];
  });
  if (broken.length > 0) throw new DeployError(broken.join('\n'));
  const together = brokenAssertionsOf(rules, values);
  if (together.length > 0) throw new DeployError(together.join('\n'));
};

/** The parameters without a default that got no value; a first deployment fails without them. */
export const withoutValue = (declared: Parameters, values: Values): readonly string[] =>
  Object.keys(declared).filter(
    (name) => declared[name]?.Default === undefined && values[name] === undefined && !SET_HERE.includes(name),
  );

/** What a deployment sets by itself, from the zip. */
const SET_HERE = ['Version', 'Architecture'];

interface Template {
  readonly Parameters?: Parameters;
  readonly Rules?: Rules;
}

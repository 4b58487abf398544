// What the person at the command line asks for, read from the arguments and held to the app's template.
import { parseArgs } from 'node:util';
import { DeployError } from './deploy-error.ts';
import { assertValues, readDeclarations, type Parameters } from './parameters.ts';

export interface Request {
  readonly app: string;
  readonly act: 'deploy' | 'review' | 'rollback' | 'list';
  /** Says what would be done, and does nothing. */
  readonly dryRun: boolean;
  readonly stackName: string;
  /** Null for the bucket of the account's stack. */
  readonly bucket: string | null;
  /** Null to take the zip as it is. */
  readonly architecture: 'arm64' | 'x64' | null;
  /** Where a rollback goes; null for the release before the one that stands. */
  readonly version: string | null;
  /** Whether a rollback goes to a release that no statement of provenance is kept of. */
  readonly unverified: boolean;
  /** Parameters of the stack to set; those not named stay as they are. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What the app's template declares. */
  readonly declared: Parameters;
}

export const USAGE = `npx nx run <app>:deploy -- [options] [NAME=VALUE ...]

  NAME=VALUE           sets a parameter of the stack; those not named stay as they are. Plain words: Nx hands them
                       to a shell, without quotes
  --stage NAME         the API's stage, the same as StageName=NAME
  --stack-name NAME    gatehouse-<app>
  --bucket NAME        for the artifacts; the one of the stack gatehouse-account
  --arch arm64|x64     packages for this architecture first
  --dry-run            says what would be done; takes no credentials
  --review             makes the change set and says how to see it; changes nothing
  --list               the releases of this stack
  --rollback [VERSION] the release before this one, or the one named
  --unverified         with --rollback: goes to a release without a statement of provenance, too`;

/**
 * The request in `args` (the app's name first), for the workspace in `root`.
 * @throws DeployError for arguments that make no sense, and for parameters that the app's template does not take
 */
export const readRequest = (args: readonly string[], root: string): Request => {
  const { values, positionals } = parsed(args);
  const [app = '', ...rest] = positionals;
  const versions = rest.filter((one) => !one.includes('='));
  const given = rest.filter((one) => one.includes('=')).map(splitAtFirstEquals);
  const parameters = eachOnce([...stageOf(values.stage), ...given]);
  const acts = (['review', 'rollback', 'list'] as const).filter((act) => values[act]);
  if (acts.length > 1 || versions.length > (values.rollback ? 1 : 0)) refuse();
  if (!['arm64', 'x64', undefined].includes(values.arch)) refuse();
  if (values.arch !== undefined && (values.rollback || values.list)) refuse('--arch is for what is packaged');
  if (values.unverified && !values.rollback) refuse('--unverified is for a rollback');
  if (!/^[a-z][a-z0-9-]*$/.test(app)) refuse();
  const declarations = readDeclarations(app, root);
  assertValues(app, declarations, parameters);
  return {
    app,
    act: acts[0] ?? 'deploy',
    dryRun: values['dry-run'],
    stackName: matching(
      '--stack-name',
      /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
      values['stack-name'] ?? `gatehouse-${app}`,
    ),
    bucket:
      values.bucket === undefined ? null : matching('--bucket', /^[a-z0-9][a-z0-9.-]{2,62}$/, values.bucket),
    architecture: (values.arch ?? null) as Request['architecture'],
    version: versions[0] === undefined ? null : matching('VERSION', /^[0-9a-f]{12}$/, versions[0]),
    unverified: values.unverified,
    parameters,
    declared: declarations.parameters,
  };
};

const stageOf = (stage: string | undefined): readonly [string, string][] =>
  stage === undefined ? [] : [['StageName', stage]];

const eachOnce = (pairs: readonly [string, string][]): Request['parameters'] => {
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? Object.fromEntries(pairs) : refuse(`${twice} is given twice`);
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'stack-name': { type: 'string' },
        stage: { type: 'string' },
        bucket: { type: 'string' },
        arch: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        review: { type: 'boolean', default: false },
        rollback: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        unverified: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
};

const splitAtFirstEquals = (text: string): [string, string] => {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
};

const matching = (name: string, pattern: RegExp, text: string): string =>
  pattern.test(text) ? text : refuse(`${name} does not match ${pattern.source}`);

const refuse = (problem?: string): never => {
  throw new DeployError(problem === undefined ? `usage: ${USAGE}` : `${problem}\n\nusage: ${USAGE}`);
};

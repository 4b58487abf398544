// What is asked of stacks that stand: their outputs, and the names of their parameters.
import { AwsError, type Aws } from './aws.ts';
import { DeployError } from './deploy-error.ts';

export type Outputs = Readonly<Record<string, string>>;

export interface Stack {
  readonly outputs: Outputs;
  /** The names of the parameters that have a value, which a deployment keeps. */
  readonly parameters: readonly string[];
}

/** The stack that tools/deploy/templates/account.yaml makes. */
const ACCOUNT_STACK = 'gatehouse-account';

/** The stack of this name; null when there is none, when it has only a first change set, and in a dry run. */
export const findStack = async (aws: Aws, stackName: string): Promise<Stack | null> => {
  const query = ['--stack-name', stackName, '--query', 'Stacks[0]'];
  const found = (await aws
    .ask('cloudformation', 'describe-stacks', ...query)
    .catch(nullWhereNone)) as Description | null;
  if (found === null || found.StackStatus === 'REVIEW_IN_PROGRESS') return null;
  const { Outputs = [], Parameters = [] } = found;
  return {
    outputs: Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    parameters: Parameters.map(({ ParameterKey }) => ParameterKey),
  };
};

/** The bucket that was named, or the account's; a word in its place in a dry run. */
export const bucketFor = async (aws: Aws, named: string | null, dryRun: boolean): Promise<string> => {
  if (named !== null) return named;
  const hint = `name a bucket (--bucket), or make the stack ${ACCOUNT_STACK} (docs/deploy.md)`;
  const account = await findStack(aws, ACCOUNT_STACK).catch((cause: unknown) => {
    throw cause instanceof DeployError ? new DeployError(`${cause.message}; ${hint}`, { cause }) : cause;
  });
  if (dryRun) return 'BUCKET';
  const bucket = account?.outputs['BucketName'];
  if (bucket !== undefined) return bucket;
  const lack = account === null ? `there is no stack ${ACCOUNT_STACK}` : `${ACCOUNT_STACK} has no bucket`;
  throw new DeployError(`${lack}: ${hint}`);
};

/** The CLI has no code for a stack that is not there, only this sentence. */
const nullWhereNone = (error: unknown): null => {
  if (error instanceof AwsError && /\(ValidationError\).* does not exist$/m.test(error.complaint))
    return null;
  throw error;
};

interface Description {
  readonly StackStatus: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
  readonly Parameters?: readonly { readonly ParameterKey: string }[];
}

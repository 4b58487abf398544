// What is asked of stacks that stand: their outputs.
import type { Aws } from './aws.ts';
import { DeployError } from './deploy-error.ts';

export type Outputs = Readonly<Record<string, string>>;

/** The stack that tools/deploy/templates/account.yaml makes. */
const ACCOUNT_STACK = 'gatehouse-account';

/** The outputs of a stack; none in a dry run. */
export const outputsOf = async (aws: Aws, stackName: string): Promise<Outputs> => {
  const query = ['--stack-name', stackName, '--query', 'Stacks[0].Outputs'];
  const outputs = (await aws.ask('cloudformation', 'describe-stacks', ...query)) as Output[] | null;
  return Object.fromEntries((outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
};

/** The bucket that was named, or the account's; a word in its place in a dry run. */
export const bucketFor = async (aws: Aws, named: string | null, dryRun: boolean): Promise<string> => {
  if (named !== null) return named;
  const hint = `name a bucket (--bucket), or make the stack ${ACCOUNT_STACK} (docs/deploy.md)`;
  const { BucketName } = await outputsOf(aws, ACCOUNT_STACK).catch((cause: unknown) => {
    throw cause instanceof DeployError ? new DeployError(`${cause.message}; ${hint}`, { cause }) : cause;
  });
  if (BucketName !== undefined) return BucketName;
  if (dryRun) return 'BUCKET';
  throw new DeployError(`the stack ${ACCOUNT_STACK} has no bucket: ${hint}`);
};

interface Output {
  readonly OutputKey: string;
  readonly OutputValue: string;
}

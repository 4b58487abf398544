// References to secrets in a template: where they lead, and the policy that lets a role read what they name.
import { equals, ref, select, split, sub, when, type Members, type Value } from './cloudformation.ts';
import { parameterOf } from './variables.ts';

/** The text of a reference; of several parameters one is set, so that it is all of them together. */
const referenceIn = (variables: readonly string[]): Value => {
  const [only = '', ...others] = variables.map(parameterOf);
  return others.length === 0 ? ref(only) : sub(together(variables));
};

const together = (variables: readonly string[]): string =>
  variables.map((variable) => `\${${parameterOf(variable)}}`).join('');

/** Whether the reference leads to `store`: ssm or secretsmanager. */
export const leadsTo = (store: string, variables: readonly string[]): Members =>
  equals(select(0, split(':', referenceIn(variables))), store);

export interface ReadablePolicy {
  readonly variables: readonly string[];
  /** The condition that holds where the reference leads to SSM. */
  readonly inSsm: string;
  /** The condition that the policy exists under. */
  readonly condition?: string | undefined;
}

/** Lets a role read what a reference names, by the name alone: a secret's ARN ends in six characters that nobody chooses. */
export const readsReference = ({ variables, inSsm, condition }: ReadablePolicy): Members => {
  const name = { Name: nameIn(variables) };
  return policyOf(
    {
      Action: when(inSsm, 'ssm:GetParameter', 'secretsmanager:GetSecretValue'),
      Resource: when(inSsm, sub(SSM, name), sub(SECRETS_MANAGER, name)),
    },
    condition,
  );
};

/** What stands after the colon; nothing where there is no reference. */
export const nameIn = (variables: readonly string[]): Members =>
  select(1, split(':', sub(`${together(variables)}:`)));

const ACCOUNT = '${AWS::Region}:${AWS::AccountId}';
export const SSM = `arn:\${AWS::Partition}:ssm:${ACCOUNT}:parameter\${Name}`;
const SECRETS_MANAGER = `arn:\${AWS::Partition}:secretsmanager:${ACCOUNT}:secret:\${Name}-??????`;

/** A managed policy of one statement that allows. */
export const policyOf = (statement: Members, condition?: string): Members => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Condition: condition,
  Properties: {
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
  },
});

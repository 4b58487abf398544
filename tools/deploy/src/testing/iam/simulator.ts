// IAM's decision, by the simulator of tools/iam-simulator, which has a lock of its own and may not be installed.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nameOf, type Act } from './act.ts';
import { ACCOUNT } from './names.ts';

export interface Principal {
  readonly arn: string;
  /** The documents of the policies that it has. */
  readonly policies: readonly unknown[];
  /** The document of its permissions boundary. */
  readonly boundary?: unknown;
}

/** Whether a principal may act. @throws Error for an act, a resource or a condition key that IAM does not have */
export type Decide = (principal: Principal, act: Act) => Promise<boolean>;

const MODULE = resolve(
  import.meta.dirname,
  '../../../../iam-simulator/node_modules/@cloud-copilot/iam-simulate/dist/esm/index.js',
);

/** Null where the simulator is not installed. */
export const loadSimulator = async (): Promise<Decide | null> => {
  if (!existsSync(MODULE)) return null;
  const { runSimulation } = (await import(pathToFileURL(MODULE).href)) as Simulator;
  return async (principal, act) => {
    const outcome = await runSimulation(simulationOf(principal, act), {});
    if (outcome.resultType === 'error')
      throw new Error(`${nameOf(act)} cannot be simulated: ${JSON.stringify(outcome.errors)}`);
    return outcome.overallResult === 'Allowed';
  };
};

const simulationOf = (
  { arn, policies, boundary }: Principal,
  { action, resource, context }: Act,
): unknown => ({
  request: {
    principal: arn,
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: context,
  },
  identityPolicies: policies.map((policy, index) => ({ name: `policy-${index}`, policy })),
  resourcePolicy: TRUSTING[action.split(':')[0] ?? ''],
  permissionBoundaryPolicies: boundary === undefined ? undefined : [{ name: 'boundary', policy: boundary }],
  serviceControlPolicies: [],
  resourceControlPolicies: [],
});

const trusting = (action: string, resource: object): unknown => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: action, ...resource },
  ],
});

/** What a key and a role say themselves. Both leave it to the account, so that the principal's own policies decide. */
const TRUSTING: Readonly<Record<string, unknown>> = {
  kms: trusting('kms:*', { Resource: '*' }),
  sts: trusting('sts:AssumeRole', {}),
};

interface Simulator {
  readonly runSimulation: (
    simulation: unknown,
    options: object,
  ) => Promise<{ readonly resultType: string; readonly overallResult: string; readonly errors?: unknown }>;
}

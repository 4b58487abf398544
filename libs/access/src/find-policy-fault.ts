// Whether the policies of an API fit into API Gateway's limits, whoever calls and wherever it is deployed.
import { RESULT_MAX_BYTES, type CompiledGrants } from '@gatehouse/policy';
import { compile } from './grants.ts';
import { heldByKinds, type Held } from './held.ts';
import { policyFor } from './policy-for.ts';
import type { AccessRow } from './table.ts';

/** The rule that a policy breaks, and what the builder said of it, where it was asked. */
export interface PolicyFault {
  readonly rule: string;
  readonly cause?: unknown;
}

/**
 * The first fault of the policies of these rows: of who holds all roles, then of the others of `heldByKinds`, each for the
 * longest id, stage and region.
 */
export const findPolicyFault = async (
  file: string,
  rows: readonly AccessRow[],
): Promise<PolicyFault | undefined> => {
  for (const held of heldByKinds(rows).toReversed()) {
    const fault = await faultOf(file, rows, held);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

/** The longest that each part of an ARN and an id can be, so that no stage and no account is the one that fails. */
const STAGE_ARN = `arn:aws-us-gov:execute-api:ap-southeast-99:123456789012:abcdef1234/${'s'.repeat(128)}`;
const LONGEST_ID = 'x'.repeat(128);

const faultOf = async (
  file: string,
  rows: readonly AccessRow[],
  held: Held,
): Promise<PolicyFault | undefined> => {
  const route = rows.some((row) => 'routeKey' in row) ? file : `GET/${file}`;
  try {
    // By the resources alone it is known soon, also of hundreds of rows, which the builder would compare with each other.
    if (leastBytes(await compile(rows, held)) > RESULT_MAX_BYTES) return tooLarge(held);
    const policy = await policyFor(
      { [file]: rows },
      { subject: LONGEST_ID, ...held },
      `${STAGE_ARN}/${route}`,
    );
    policy.build({ sub: LONGEST_ID, sid: LONGEST_ID, roles: held.roles.join(' '), amr: held.amr.join(' ') });
    return undefined;
  } catch (cause) {
    return { rule: `there is no policy for who has ${wordsOf(held)}`, cause };
  }
};

const leastBytes = ({ allow, deny }: CompiledGrants): number =>
  [...allow, ...deny].reduce((sum, { verb, path }) => sum + STAGE_ARN.length + verb.length + path.length, 0);

const tooLarge = (held: Held): PolicyFault => ({
  rule: `the policy for who has ${wordsOf(held)} would have more than ${RESULT_MAX_BYTES} bytes; give some of its routes an API, or a parameter, of their own`,
});

const wordsOf = ({ roles, amr }: Held): string =>
  [roles.length === 0 ? 'no role' : roles.join(' and '), ...(amr.length > 0 ? ['two factors'] : [])].join(
    ', ',
  );

// Where a policy applies: one stage of one API, its members checked, its part of an ARN written.
import { PolicyError } from './errors.ts';

/** One stage of one API. Where a policy is built, each member but the partition may be `*`. */
export interface ApiStage {
  /** `aws`, `aws-cn`, `aws-us-gov`, `aws-iso` and whatever partition comes next. */
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
}

/** The same from a caller of the builder. Nothing is `*` unless it is written; the partition is `aws` unless given. */
export type PolicyScope = Omit<ApiStage, 'partition'> & { readonly partition?: string };

/** The ARN of the stage, up to and without the slash before the verb. */
export const formatStageArn = ({ partition, region, accountId, apiId, stage }: ApiStage): string =>
  `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}`;

/** The scope in full. @throws PolicyError `invalid_api`, its message naming the member that is malformed. */
export const toApiStage = ({ partition = 'aws', region, accountId, apiId, stage }: PolicyScope): ApiStage => {
  const full = { partition, region, accountId, apiId, stage };
  const malformed = findMalformed(full);
  if (malformed === undefined) return full;
  throw new PolicyError('invalid_api', `The ${malformed} of the API is missing or malformed.`);
};

/** The name of a member that AWS would not have written; `*` is none, except for the partition. */
export const findMalformed = (stage: ApiStage): string | undefined =>
  Object.entries(RULES).find(([member, rule]) => !matches(rule, stage[member as keyof ApiStage]))?.[0];

const RULES: Readonly<Record<keyof ApiStage, RegExp>> = {
  partition: /^aws(?:-[a-z]+)*$/,
  region: /^(?:[a-z0-9-]+|\*)$/,
  accountId: /^(?:\d{12}|\*)$/,
  apiId: /^(?:[\w-]+|\*)$/,
  stage: /^(?:\$default|[\w-]+|\*)$/,
};

const matches = (rule: RegExp, value: unknown): boolean => typeof value === 'string' && rule.test(value);

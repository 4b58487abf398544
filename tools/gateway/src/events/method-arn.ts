// The ARN of a call, on which policies are judged.
import { ACCOUNT_ID, PARTITION, REGION } from '../template/synthetic.ts';
import type { ApiModel } from '../template/model.ts';
import type { TargetSegment } from '../routes/request-target.ts';

/**
 * `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/VERB/PATH`, its path percent-decoded: a policy judges the very
 * values that the function will get as path parameters.
 */
export const methodArn = (api: ApiModel, method: string, segments: readonly TargetSegment[]): string =>
  `arn:${PARTITION}:execute-api:${REGION}:${ACCOUNT_ID}:${api.id}/${api.stage}/${method}/` +
  segments.map(({ decoded }) => decoded).join('/');

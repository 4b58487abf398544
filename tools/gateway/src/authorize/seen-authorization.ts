// What became of the authorizer's part of a call, for whoever watches: nothing of it decides anything.
import type { RequestContext } from '@gatehouse/policy';
import type { ApiModel } from '../template/model.ts';
import type { AuthorizerResult } from './authorize.ts';

export interface SeenAuthorization {
  /** The API whose route was called: a policy is about one. */
  readonly api: ApiModel;
  /** `allow` and `deny` are the policy's; `unauthorized` is a 401; `failed` a 500. */
  readonly outcome: 'allow' | 'deny' | 'unauthorized' | 'failed';
  /** Whether the result was kept from an earlier call, and no function was asked. */
  readonly isRemembered: boolean;
  /** Null where there is none: no usable identity, a refusal, a failure. */
  readonly result: AuthorizerResult | null;
  /** What the policy's conditions were judged by. */
  readonly context: RequestContext;
}

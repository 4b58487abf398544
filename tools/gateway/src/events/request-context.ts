// The `requestContext` of REST API events, the same for a function and for its authorizer.
import type { ApiModel, RouteModel } from '../template/model.ts';
import { ACCOUNT_ID, resourceId } from '../template/synthetic.ts';
import type { RequestTarget } from '../routes/request-target.ts';
import { lastHeader } from './request.ts';
import type { RequestHead } from './request.ts';

/** The caller as API Gateway knows it; what only IAM or a client certificate would fill is null. */
export interface RequestIdentity {
  readonly sourceIp: string;
  readonly userAgent: string | null;
  readonly [other: string]: string | null;
}

export interface RequestContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly httpMethod: string;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** `22/Nov/2025:15:04:05 +0000` */
  readonly requestTime: string;
  /** Milliseconds since the epoch. */
  readonly requestTimeEpoch: number;
  /** With the stage in front, as API Gateway has it here and only here. */
  readonly path: string;
  readonly protocol: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly identity: RequestIdentity;
}

/** The place in an API that a call has reached. */
export interface Place {
  readonly api: Pick<ApiModel, 'id' | 'stage'>;
  readonly route: Pick<RouteModel, 'path'>;
}

export const toRequestContext = (
  request: RequestHead,
  { path }: RequestTarget,
  { api, route }: Place,
): RequestContext => {
  const domainName = lastHeader(request.headers, 'host') ?? '';
  return {
    accountId: ACCOUNT_ID,
    apiId: api.id,
    stage: api.stage,
    resourceId: resourceId(api.id, route.path),
    resourcePath: route.path,
    httpMethod: request.method,
    requestId: request.id,
    extendedRequestId: Buffer.from(request.id.replaceAll('-', ''), 'hex').toString('base64url'),
    requestTime: toCommonLogTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt.getTime(),
    path: `/${api.stage}${path}`,
    protocol: request.protocol,
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      user: null,
      userAgent: lastHeader(request.headers, 'user-agent') ?? null,
      userArn: null,
    },
  };
};

export const toCommonLogTime = (time: Date): string => {
  const [, day, month, year, clock] = /^\w+, (\d\d) (\w+) (\d+) ([\d:]+) GMT$/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
};

// The made-up account, region and ids of the local cloud; apart, so that ARNs agree wherever they are built.
import { createHash } from 'node:crypto';

export const ACCOUNT_ID = '123456789012';
export const REGION = 'us-east-1';
export const PARTITION = 'aws';

export const functionArn = (functionName: string): string =>
  `arn:${PARTITION}:lambda:${REGION}:${ACCOUNT_ID}:function:${functionName}`;

/** An id of ten letters and digits, as API Gateway's are; the same at every start. */
export const restApiId = (app: string, logicalId: string): string => shortId(`${app}/${logicalId}`, 10);

/** The id of a resource of an API, six letters and digits. */
export const resourceId = (apiId: string, path: string): string => shortId(`${apiId}${path}`, 6);

const shortId = (seed: string, length: number): string =>
  BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`)
    .toString(36)
    .slice(0, length);

/** SAM's name for the API of events that name none, which every template may use in a Ref. */
export const IMPLICIT_API = 'ServerlessRestApi';

/** The same of HTTP APIs. */
export const IMPLICIT_HTTP_API = 'ServerlessHttpApi';

export const IMPLICIT_HTTP_API_DEFINITION = { Type: 'AWS::Serverless::HttpApi' };

/** What SAM makes of it, Globals aside. */
export const IMPLICIT_API_DEFINITION = { Type: 'AWS::Serverless::Api', Properties: { StageName: 'Prod' } };

// API Gateway's gateway response types with the status and text each has when a template says nothing of it.

interface Default {
  readonly status: number;
  /** Null where API Gateway tells the caller nothing, as of an authorizer's faults: `{"message":null}`. */
  readonly message: string | null;
}

/** The types that this gateway answers with. */
export const RESPONSE_TYPES = {
  ACCESS_DENIED: { status: 403, message: 'User is not authorized to access this resource' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, message: null },
  AUTHORIZER_FAILURE: { status: 500, message: null },
  /** For what is not HTTP as it should be; on AWS such requests do not reach the API at all. */
  DEFAULT_4XX: { status: 400, message: 'Bad Request' },
  INTEGRATION_FAILURE: { status: 502, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized' },
} as const satisfies Record<string, Default>;

/** The other types that a template may customise. */
export const OTHER_RESPONSE_TYPES = [
  'API_CONFIGURATION_ERROR',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_5XX',
  'EXPIRED_TOKEN',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'QUOTA_EXCEEDED',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
] as const;

/** A type that the gateway answers with. */
export type RefusalType = keyof typeof RESPONSE_TYPES;

export type GatewayResponseType = RefusalType | (typeof OTHER_RESPONSE_TYPES)[number];

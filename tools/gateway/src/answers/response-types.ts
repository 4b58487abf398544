// API Gateway's gateway response types with the status and text each has when a template says nothing of it.

interface Default {
  readonly status: number;
  readonly message: string;
}

/** The types that this gateway can answer with, and the two that stand for the rest. */
export const RESPONSE_TYPES = {
  ACCESS_DENIED: { status: 403, message: 'User is not authorized to access this resource' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, message: 'Internal server error' },
  AUTHORIZER_FAILURE: { status: 500, message: 'Internal server error' },
  BAD_REQUEST_PARAMETERS: { status: 400, message: 'Bad request' },
  INTEGRATION_FAILURE: { status: 502, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized' },
} as const satisfies Record<string, Default>;

/** Types that a template may customise although nothing here ever answers with them. */
export const FOREIGN_RESPONSE_TYPES = [
  'API_CONFIGURATION_ERROR',
  'BAD_REQUEST_BODY',
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

export type GatewayResponseType = RefusalType | 'DEFAULT_4XX' | 'DEFAULT_5XX';

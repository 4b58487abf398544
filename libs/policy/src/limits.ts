// How large an authorizer's answer may be; for who only asks, without the builder.

/** API Gateway's limit on one `Resource` of an authorizer's policy, in characters. */
export const RESOURCE_MAX_CHARACTERS = 512;

/**
 * The limit on an authorizer's whole answer as JSON, in bytes. AWS states it for WebSocket APIs and states none for
 * the others; one limit that is right everywhere keeps an answer portable, and a policy this long is a mistake.
 */
export const RESULT_MAX_BYTES = 8192;

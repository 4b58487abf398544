// The body of a call as an event carries it: text where it is text, base64 where that would change a byte.
import { isUtf8 } from 'node:buffer';

export interface EventBody {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/**
 * Base64 for the API's binary media types and for what is not UTF-8. (API Gateway sends the latter as damaged
 * text; here no byte is lost.)
 */
export const toEventBody = (
  bytes: Buffer,
  contentType: string | undefined,
  binaryMediaTypes: readonly string[],
): EventBody => {
  if (bytes.length === 0) return { body: null, isBase64Encoded: false };
  const isBinary = matchesMediaType(contentType, binaryMediaTypes) || !isUtf8(bytes);
  return { body: bytes.toString(isBinary ? 'base64' : 'utf8'), isBase64Encoded: isBinary };
};

/** Whether the media type of a header's value is one of the patterns, `*` for a whole part of them. */
export const matchesMediaType = (value: string | undefined, patterns: readonly string[]): boolean => {
  const [type = '', subtype = ''] = (value ?? '').split(';', 1)[0]?.trim().toLowerCase().split('/') ?? [];
  return patterns.some((pattern) => {
    const [wantedType, wantedSubtype] = pattern.split('/');
    return (
      (wantedType === '*' || wantedType === type) && (wantedSubtype === '*' || wantedSubtype === subtype)
    );
  });
};

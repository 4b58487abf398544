// Base64url in its one canonical form, apart because every decoder at hand is lenient and two spellings of one token are a fault.

/**
 * The bytes of `text`, or undefined unless it is canonical base64url (RFC 7515 §2, RFC 4648 §3.5): that alphabet alone,
 * no padding, no white space, unused trailing bits zero. Encoding what was decoded must give the same text back.
 */
export const decodeBase64url = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
};

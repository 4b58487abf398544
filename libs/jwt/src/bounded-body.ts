// The body of somebody else's answer, within a bound.

/** A body that has come whole, or too much of it, and is not taken. */
export class UnfitBody extends Error {
  /** Which of the two rules it breaks. */
  readonly rule: 'size' | 'UTF-8';

  constructor(rule: UnfitBody['rule'], message: string) {
    super(message);
    this.rule = rule;
  }
}

/**
 * The whole body as text in UTF-8. Leaving it by a throw cancels the stream, and with it the connection.
 * @throws UnfitBody where it has more than `maxBytes` or is no UTF-8, and what the connection throws
 */
export const readAtMost = async (response: Response, maxBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new UnfitBody('size', `answered with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return decode(Buffer.concat(chunks));
};

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnfitBody('UTF-8', 'answered with what is no UTF-8');
  }
};

// Where a byte stands in a row of CSV (RFC 4180 §2).

/** What a byte was part of: `closed` is behind a quote that ends a field, `ending` behind that and a carriage return. */
export type Place = 'start' | 'plain' | 'quoted' | 'closed' | 'ending' | 'skipped';

const [QUOTE, COMMA, CARRIAGE_RETURN] = [0x22, 0x2c, 0x0d];

export const LINE_FEED = 0x0a;

const isEnd = (byte: number): boolean => byte === COMMA || byte === LINE_FEED;

/** By the place of the byte before. Null for a byte that may not stand there. */
const AFTER: Readonly<Record<Place, (byte: number) => Place | null>> = {
  start: (byte) => (byte === QUOTE ? 'quoted' : isEnd(byte) ? 'start' : 'plain'),
  plain: (byte) => (byte === QUOTE ? null : isEnd(byte) ? 'start' : 'plain'),
  quoted: (byte) => (byte === QUOTE ? 'closed' : 'quoted'),
  closed: (byte) => {
    if (byte === QUOTE) return 'quoted';
    return isEnd(byte) ? 'start' : byte === CARRIAGE_RETURN ? 'ending' : null;
  },
  ending: (byte) => (byte === LINE_FEED ? 'start' : null),
  skipped: (byte) => (byte === LINE_FEED ? 'start' : 'skipped'),
};

/** No byte of a longer UTF-8 character looks like one that a place depends on. */
export const placeAfter = (place: Place, byte: number): Place | null => AFTER[place](byte);

import { expect, test } from '@jest/globals';
import { browserLine } from './browser-line.ts';

test.each([
  ['http://127.0.0.1:3000', 'In a browser: http://localhost:3000'],
  ['http://localhost:3000', 'In a browser: http://localhost:3000'],
  ['http://[::1]:3000', 'In a browser: http://[::1]:3000'],
  ['http://192.168.1.5:3000', 'Pages are shown to localhost alone, and HOST does not listen there'],
])('a gateway that listens on %s says: %s', (origin, line) => expect(browserLine(origin)).toBe(line));

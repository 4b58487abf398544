// Tells at the start where a browser finds the pages.
import { isOwnName } from './page-request.ts';

/** By the name that browsers give passkeys to. Where HOST is an address of another network, no page is ever shown. */
export const browserLine = (origin: string): string =>
  isOwnName(new URL(origin).host)
    ? `In a browser: ${origin.replace('127.0.0.1', 'localhost')}`
    : 'Pages are shown to localhost alone, and HOST does not listen there';

// The paths of the pages of this machine: loaded at every start, so there is nothing here but names.

/** Below it is what the pages load and ask. A name there that is none of ours is for the templates. */
export const PARTS = '/_gatehouse/';

/** Below it is what the console asks. */
export const ENDPOINTS = `${PARTS}ask/`;

/** What each path shows, for the line that says it is not shown. */
export const PAGES: Readonly<Record<string, string>> = {
  '/': 'the welcome page',
  '/docs': 'the API reference',
  '/openapi.json': 'the OpenAPI document',
  '/console': 'the console',
};

/** Whether a path is one of ours, as long as no template has it. */
export const isPagePath = (path: string): boolean => Object.hasOwn(PAGES, path) || path.startsWith(PARTS);

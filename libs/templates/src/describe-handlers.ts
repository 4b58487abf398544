// What only an app can say of its template: that the handlers which it names are there, as Lambda calls them.
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readTemplate, type TemplateFunction } from './read-template.ts';

/** Holds the handlers of the template in `file`, an absolute path, to what Lambda asks of them. */
export const describeHandlers = (file: string): void => {
  describe.each(readTemplate(file).map((one) => [one.id, one] as const))(
    '%s',
    (_id, one: TemplateFunction) => {
      test.each(one.sources)('%s has a handler of at most two parameters', async (source) => {
        const { handler } = (await import(pathToFileURL(source).href)) as { readonly handler: unknown };
        expect(handler).toBeInstanceOf(Function);
        // Node 24's runtime refuses handlers that take a callback.
        expect((handler as () => void).length).toBeLessThan(3);
      });
    },
  );
};

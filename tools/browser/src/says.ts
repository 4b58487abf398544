// Waits for what a page tells its reader.
import { waitUntil } from '@gatehouse/test-support';
import type { Tab } from './index.ts';

/** Waits until the text of an element has this part. */
export const says = (tab: Tab, selector: string, part: string) =>
  waitUntil(
    `${selector} says ${part}`,
    async () => (await tab.text(selector)).includes(part),
    () => tab.text(selector),
  );

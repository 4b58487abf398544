// The pictures of the README, taken by the tests that walk through the pages: where SCREENSHOTS names a folder, and else nowhere.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Tab } from './chromium.ts';

/** Writes NAME.png of what the tab shows, from its top, or from that element. */
export const takeScreenshot = async (
  tab: Tab,
  name: string,
  from = 'body',
  folder: string | undefined = process.env['SCREENSHOTS'],
): Promise<void> => {
  if (!folder) return;
  const path = resolve(import.meta.dirname, '../../..', folder);
  mkdirSync(path, { recursive: true });
  await tab.run(`document.querySelector('${from}').scrollIntoView()`);
  await tab.screenshot(join(path, `${name}.png`));
};

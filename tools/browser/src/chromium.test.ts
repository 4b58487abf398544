// The browser for tests of pages, on pages that are made up here.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import { findInstalled, openChromium, servePages, type Chromium, type ServedPages } from './index.ts';

const declare = (installed: Parameters<typeof openChromium>[0]): void => {
  let pages: ServedPages;
  let chromium: Chromium;
  beforeAll(async () => {
    pages = await servePages({
      '/': '<!doctype html><title>A page</title><link rel="icon" href="data:," />',
      '/broken': '<!doctype html><script type="module">import "/none.js"</script>',
      '/failing':
        '<!doctype html><link rel="icon" href="data:," /><script>throw new Error("a fault")</script>',
    });
    chromium = await openChromium(installed);
  });
  afterAll(async () => {
    await chromium?.stop();
    await pages?.stop();
  });

  test('a tab runs expressions in its page, as the README shows', async () => {
    const visitor = await chromium.visitor();
    const tab = await visitor.open(pages.origin);
    expect(await tab.run('document.title')).toBe('A page');
    expect(await tab.run('Promise.resolve({ is: "waited for" })')).toEqual({ is: 'waited for' });
    await expect(tab.run('Promise.reject(new Error("refused"))')).rejects.toThrow('refused');
    expect(tab.errors()).toEqual([]);
    await visitor.leave();
  });

  test('what a page throws or cannot load is an error of its tab', async () => {
    const visitor = await chromium.visitor();
    const broken = await visitor.open(`${pages.origin}/broken`);
    const failing = await visitor.open(`${pages.origin}/failing`);
    await waitUntil(
      'the missing module is told of',
      () => broken.errors().join().includes('404'),
      broken.errors,
    );
    await waitUntil('the fault is told of', () => failing.errors().includes('a fault'), failing.errors);
    await visitor.leave();
  });

  test('tabs of a visitor share what other visitors do not see', async () => {
    const [one, other] = [await chromium.visitor(), await chromium.visitor()];
    const tab = await one.open(pages.origin);
    await tab.run('(localStorage.setItem("name", "Ada"), document.cookie = "name=Ada")');
    expect(await (await one.open(pages.origin)).run('localStorage.getItem("name")')).toBe('Ada');
    expect(await (await other.open(pages.origin)).run('localStorage.getItem("name")')).toBeNull();
    expect(await one.cookies()).toMatchObject([{ name: 'name', value: 'Ada', httpOnly: false }]);
    expect(await other.cookies()).toEqual([]);
    await one.leave();
    await other.leave();
  });
};

const installed = findInstalled();
if (installed.missing === undefined) describe('Chromium', () => declare(installed));
else leaveOut('Chromium', installed.missing);

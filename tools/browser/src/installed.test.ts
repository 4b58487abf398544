import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { findInstalled } from './installed.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-browser-'));
afterAll(() => rmSync(folder, { recursive: true }));
const executable = join(folder, 'chromium');
writeFileSync(executable, '');

test('says what is missing', () => {
  expect(findInstalled({ PATH: folder })).toEqual({ missing: 'there is no chromium on the PATH' });
  expect(findInstalled({ CHROMIUM: executable })).toEqual({
    missing: `CHROMIUM: ${executable} cannot be run`,
  });
  chmodSync(executable, 0o755);
  expect(findInstalled({ PATH: folder }, join(folder, 'none'))).toEqual({
    missing: 'npm run browser has not run',
  });
});

test('finds Chromium on the PATH, and where a variable says', () => {
  const [driver, axe] = [join(folder, 'playwright-core'), join(folder, 'axe-core/axe.min.js')];
  for (const path of [driver, axe]) mkdirSync(path, { recursive: true });
  chmodSync(executable, 0o755);
  expect(findInstalled({ PATH: `/none:${folder}` }, folder)).toEqual({ executable, driver, axe });
  expect(findInstalled({ PATH: '', CHROMIUM: executable }, folder)).toEqual({ executable, driver, axe });
});

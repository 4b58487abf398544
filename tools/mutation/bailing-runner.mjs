// A jest runner that asks the likeliest test file first and stops at the first failure; jest's own `bail` ends the process.
import { basename } from 'node:path';
import TestRunner from 'jest-runner';

/** `claims.ts` is asked about in `claims.test.ts` first, then in the other files, the quickest first. */
export default class BailingRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    let failed = false;
    this.on('test-file-failure', () => (failed = true));
    this.on('test-file-success', ([, { numFailingTests }]) => (failed ||= numFailingTests > 0));
    for (const test of likeliestFirst(tests, this._globalConfig.nonFlagArgs)) {
      if (!failed) await super.runTests([test], watcher, options);
    }
  }
}

const likeliestFirst = (tests, [mutated = '']) => {
  const nearest = basename(mutated).replace(/\.ts$/, '.test.ts');
  const rankOf = ({ path, duration = 0 }) => (basename(path) === nearest ? -1 : duration);
  return tests.toSorted((one, other) => rankOf(one) - rankOf(other));
};

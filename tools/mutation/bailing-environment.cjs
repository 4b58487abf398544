// The Node environment of jest, where nothing of a test file runs any more once one of its tests has failed.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class BailingEnvironment extends TestEnvironment {
  #failed = false;

  handleTestEvent({ name, test }) {
    if (name === 'test_done') this.#failed ||= test.errors.length > 0;
    if (name === 'test_start' && this.#failed) test.mode = 'skip';
  }
};

import { describe, expect, test } from '@jest/globals';
import { NumberInAnotherBase, readScalar } from './yaml-scalar.ts';

describe('a scalar without quotes', () => {
  test.each([
    ['012345678901', '012345678901'],
    ['000000000008', '000000000008'],
    ['123456789012', 123456789012],
    ['1e3', '1e3'],
    ['1E3', '1E3'],
    ['0o17', '0o17'],
    ['01:30', '01:30'],
    ['2010-09-09', '2010-09-09'],
    ['1.2.3', '1.2.3'],
    ['y', 'y'],
    ['N', 'N'],
    ['truE', 'truE'],
    ['.inf', '.inf'],
    ['-', '-'],
    ['_1', '_1'],
  ])('keeps what only looks like a number, and every digit of one: %s', (text, expected) => {
    expect(readScalar(text)).toBe(expected);
  });

  test.each([
    ['1_000', '1000'],
    ['+1', '1'],
    ['-0', '0'],
    ['-7', '-7'],
    ['1.0', '1.0'],
    ['1.', '1.0'],
    ['1.10', '1.1'],
    ['.5', '0.5'],
    ['-1_0.50', '-10.5'],
    ['1.0e+3', '1000.0'],
    ['2.4e+99', '2.4e+99'],
    ['123456789012345678901', '123456789012345678901'],
  ])('is the number that the AWS CLI prints for it: %s', (text, expected) => {
    expect(String(readScalar(text))).toBe(expected);
  });

  test.each(['yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'])('is true: %s', (text) => {
    expect(readScalar(text)).toBe(true);
  });

  test.each(['no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'])('is false: %s', (text) => {
    expect(readScalar(text)).toBe(false);
  });

  test.each(['', '~', 'null', 'Null', 'NULL'])('is nothing: "%s"', (text) => {
    expect(readScalar(text)).toBeNull();
  });

  test.each(['0755', '-012', '012345670123', '0x1F', '0b11', '1:30', '22:22', '190:20:30.15', '00'])(
    'in another base says so where it is read: %s',
    (text) => {
      const value = readScalar(text);
      expect(value).toBeInstanceOf(NumberInAnotherBase);
      expect((value as NumberInAnotherBase).problem).toBe(
        `${text} is a number in another base to AWS, and would change: write it in quotes`,
      );
    },
  );
});

// What a plain scalar of a template means: YAML 1.1, which the AWS CLI and SAM read, not the 1.2 of younger readers.

/**
 * A number in another base, as `0755`, `0x1F` or `1:30`. AWS turns it into a decimal number, which nobody means who
 * writes an account's id or a time of day, so it stops the start where something that runs here reads it.
 */
export class NumberInAnotherBase {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get problem(): string {
    return `${this.text} is a number in another base to AWS, and would change: write it in quotes`;
  }
}

/**
 * The value of a scalar without quotes and tag. `012345678901` is no octal number for its 8 and 9, and stays the text it
 * is; dates stay texts too. A number that is spelled otherwise than AWS would print it is given as AWS prints it.
 */
export const readScalar = (text: string): unknown => {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (ANOTHER_BASE.test(text)) return new NumberInAnotherBase(text);
  return INTEGER.test(text) ? integer(text) : FLOAT.test(text) ? float(text) : text;
};

const NULL = /^(~|null|Null|NULL|)$/;
const TRUE = /^(yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const ANOTHER_BASE =
  /^[-+]?(0b[01_]+|0[0-7_]+|0x[\da-fA-F_]+|[1-9][\d_]*(:[0-5]?\d)+|\d[\d_]*(:[0-5]?\d)+\.[\d_]*)$/;
const INTEGER = /^[-+]?(0|[1-9][\d_]*)$/;
const FLOAT = /^([-+]?\d[\d_]*\.[\d_]*|\.\d[\d_]*)([eE][-+]\d+)?$/;

// Integers beyond what a double holds keep their digits.
const integer = (text: string): number | string => {
  const digits = text.replaceAll('_', '').replace(/^\+/, '');
  const number = Number(digits);
  if (number === 0) return 0;
  return Number.isSafeInteger(number) ? number : digits;
};

const float = (text: string): number | string => {
  const number = Number(text.replaceAll('_', ''));
  return /^-?\d+$/.test(String(number)) ? `${number}.0` : number;
};

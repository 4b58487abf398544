// Why a line is refused.

/** The member that is at fault, and the rule that it breaks in words that complete "the member …". Neither holds a value. */
export class LineFault extends Error {
  override readonly name = 'LineFault';
  /** Empty where it is the line as a whole. */
  readonly field: string;
  readonly rule: string;

  constructor(field: string, rule: string) {
    super(field === '' ? rule : `${field} ${rule}`);
    this.field = field;
    this.rule = rule;
  }
}

/** Throws a `LineFault`. */
export const refuse = (field: string, rule: string): never => {
  throw new LineFault(field, rule);
};

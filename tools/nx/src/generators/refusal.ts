// What stops a generator before it writes anything.

/** A name or a rule that does not hold; the message is for the person at the terminal. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(message: string) {
    super(message);
    // Nx prints the stack of what a generator throws, and this is no fault of its code.
    this.stack = message;
  }
}

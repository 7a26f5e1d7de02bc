/**
 * Something outside the program that kept it from going on, such as a full disk. The message is for people: what, where, and what
 * to do; the command line shows it without a stack and ends with exit code 1.
 */
export class Failure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Failure';
  }
}

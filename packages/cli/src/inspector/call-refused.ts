/** What a call of the page can be refused with. @module */

/** Thrown where a call cannot be answered; the message is a constant. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
  readonly status: 400 | 404 | 409 | 413 | 429
  readonly code: string

  constructor(status: CallRefused['status'], code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** The one way out for logs and metrics. @module */

/** Writes a line on standard output, which Lambda hands to CloudWatch Logs. */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`)
}

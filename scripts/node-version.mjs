// A Vitest reporter that says which Node the tests ran on, and fails when it is not Node 22.
export default class NodeVersion {
  onTestRunEnd() {
    process.stdout.write(`\nRan on Node ${process.version}\n`)
    if (!process.version.startsWith('v22.')) process.exitCode = 1
  }
}

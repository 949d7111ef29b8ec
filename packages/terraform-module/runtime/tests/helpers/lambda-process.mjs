/** Runs in a process of its own: imports a function as Lambda does, and answers events that come as messages. */
const [, , entry] = process.argv
// What is logged travels with the answers, so that it is there when they are.
process.stdout.write = (text) => {
  process.send({ line: String(text) })
  return true
}
const toFacts = ({ name, message, code }) => ({ name, message, code })

try {
  const { handler } = await import(entry)
  process.on('message', async ({ id, event, milliseconds }) => {
    const context = { awsRequestId: `r-${id}`, getRemainingTimeInMillis: () => milliseconds }
    try {
      process.send({ id, output: await handler(event, context) })
    } catch (error) {
      process.send({ id, thrown: error.message })
    }
  })
  const loaded = process.moduleLoadList.filter((name) => name.includes('undici'))
  process.send({ started: true, loaded })
} catch (error) {
  process.send({ started: false, error: toFacts(error) })
}

/** HTTP as bytes, for what no client sends. */
import { connect } from 'node:net'

/** @returns The whole answer; the request has to close the connection. */
export async function sendRaw(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.setTimeout(5000, () => socket.destroy(new Error('No answer')))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    socket.once('error', reject)
    socket.once('close', () => {
      resolve(text)
    })
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  })
}

export const statusOf = (answer: string): number => Number(answer.split(' ', 2)[1])

/** Bytes to a server, as they are. */
import { connect } from 'node:net'

/** Writes text as Latin-1 and reads until the server closes, or for so long. */
export async function sendRaw(
  port: number,
  text: string,
  waitMilliseconds = 5000,
): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
    const end = (): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setEncoding('latin1')
    socket.setTimeout(waitMilliseconds, end)
    socket.on('data', (chunk: string) => (answer += chunk))
    // A reset is an answer too: whatever came before it counts.
    socket.on('error', end)
    socket.on('close', end)
  })
}

/** Keeps the page's state in step with the server. @module */
import { useEffect } from 'preact/hooks'
import type { InspectorAction } from '../state/inspector-state.js'
import { CallFailed } from './client.js'
import type { Client } from './client.js'
import { openStream } from './stream.js'

/** Lists what is there after every connection, so that nothing of an interruption is missed. */
export function useServer(
  token: string,
  client: Client,
  dispatch: (action: InspectorAction) => void,
): void {
  useEffect(() => {
    const list = async (): Promise<void> => {
      try {
        dispatch({ kind: 'listed', list: await client.list() })
      } catch (error) {
        // Unreachable is what the stream says anyway, and it comes back; a no of the server stays one.
        if (error instanceof CallFailed && error.status !== 0) {
          close()
          dispatch({ kind: 'refused', message: error.message })
        }
      }
    }
    const close = openStream(token, {
      record: (record) => {
        dispatch({ kind: 'recorded', record })
      },
      gateway: (facts) => {
        dispatch({ kind: 'gateway', facts })
      },
      opened: () => {
        dispatch({ kind: 'connection', connection: 'live' })
        void list()
      },
      lost: () => {
        dispatch({ kind: 'connection', connection: 'lost' })
        // A stream cannot say why it ended. A server that was started again has another token.
        void list()
      },
    })
    void list()
    return close
  }, [token, client, dispatch])
}

/** The page: list on the left, the chosen request on the right. @module */
import type { VNode } from 'preact'
import { useMemo, useReducer, useState } from 'preact/hooks'
import { detailId, detailTabs, RequestDetail } from './detail/request-detail.js'
import type { DetailTab } from './detail/request-detail.js'
import { ListPane } from './list/list-pane.js'
import { filterId } from './list/list-bar.js'
import { filterRecords } from './list/filter-records.js'
import { listId } from './list/request-list.js'
import type { Client } from './server/client.js'
import { useServer } from './server/use-server.js'
import { DetailHint } from './shell/detail-hint.js'
import { KeyHelp } from './shell/key-help.js'
import { Notices } from './shell/notices.js'
import { applyTheme, readTheme, toNextTheme } from './shell/theme.js'
import { TopBar } from './shell/top-bar.js'
import { useKeys } from './shell/use-keys.js'
import { initialState, reduce } from './state/inspector-state.js'

/** @param props.client - Asks the server that the page came from. */
export function App({ token, client }: { readonly token: string; readonly client: Client }): VNode {
  const [state, dispatch] = useReducer(reduce, initialState)
  const [tab, setTab] = useState<DetailTab>('chain')
  const [theme, setTheme] = useState(readTheme)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [notice, setNotice] = useState<string | null>(null)
  useServer(token, client, dispatch)

  const { records, selectedId, filter, gateway } = state
  const shown = useMemo(() => filterRecords(records, filter), [records, filter])
  const selected = records.find(({ id }) => id === selectedId)

  const select = (id: string | null): void => {
    dispatch({ kind: 'selected', id })
  }
  const move = (by: number): void => {
    const index = shown.findIndex(({ id }) => id === selectedId)
    const next = shown[index === -1 ? 0 : Math.min(Math.max(index + by, 0), shown.length - 1)]
    if (next !== undefined) select(next.id)
  }
  const backToList = (): void => {
    focus(listId)
    if (document.querySelector(`#${listId}`)?.checkVisibility() === false) {
      select(null)
      requestAnimationFrame(() => {
        focus(listId)
      })
    }
  }
  const run = async (task: Promise<unknown>, done: string): Promise<void> => {
    try {
      await task
      setNotice(done)
    } catch (error) {
      setNotice(error instanceof Error ? error.message : 'It did not work.')
    }
  }
  const switchTheme = (): void => {
    const next = toNextTheme(theme)
    applyTheme(next)
    setTheme(next)
  }
  const pause = (isPaused: boolean): void => {
    dispatch({ kind: 'paused', isPaused })
  }

  useKeys({
    j: () => {
      move(1)
    },
    k: () => {
      move(-1)
    },
    '/': () => {
      focus(filterId)
    },
    '?': () => {
      setHelpOpen(true)
    },
    Escape: backToList,
    p: () => {
      pause(!state.isPaused)
    },
    r: () => {
      setTab('what-if')
    },
    t: switchTheme,
    ...Object.fromEntries(
      detailTabs.map(({ id }, index) => [
        String(index + 1),
        () => {
          setTab(id)
        },
      ]),
    ),
  })

  return (
    <div class={selected === undefined ? 'shell' : 'shell has-detail'}>
      <TopBar
        gateway={gateway}
        connection={state.connection}
        isRefused={state.refusal !== null}
        theme={theme}
        onTheme={switchTheme}
        onAdvance={(seconds) =>
          void run(client.advanceClock(seconds), `Clock put ahead by ${seconds} s`)
        }
        onFlush={() => void run(client.flush(), 'Authorizer cache emptied')}
        onHelp={() => {
          setHelpOpen(true)
        }}
      />
      <Notices
        state={state}
        notice={notice}
        onDismiss={() => {
          setNotice(null)
        }}
      />
      <main class="panes">
        <ListPane
          state={state}
          shown={shown}
          onFilter={(text) => {
            dispatch({ kind: 'filtered', filter: text })
          }}
          onPause={pause}
          onSelect={select}
          onOpen={() => {
            focus(detailId)
          }}
        />
        <section class="detail-pane" aria-label="Request" tabIndex={0}>
          {selected === undefined ? (
            <DetailHint hasRecords={records.length > 0} />
          ) : (
            <RequestDetail
              key={selected.id}
              record={selected}
              gateway={gateway}
              client={client}
              tab={tab}
              onTab={setTab}
              findRecord={(id) => records.find((record) => record.id === id)}
              onSelect={select}
              onClose={() => {
                select(null)
              }}
              onFailed={setNotice}
            />
          )}
        </section>
      </main>
      {isHelpOpen && (
        <KeyHelp
          onClose={() => {
            setHelpOpen(false)
          }}
        />
      )}
    </div>
  )
}

function focus(id: string): void {
  document.querySelector<HTMLElement>(`#${id}`)?.focus()
}

/** What the keys of `dev` do. @module */
import { renderRecord } from '../explain/render-record.js'
import type { Terminal } from '../report/terminal.js'
import type { KeyAction } from './keyboard.js'
import type { Served } from './serve.js'

/** Longer than any time that answers are usually kept: 300 s is the default. */
const jumpSeconds = 301

/** Lists them, in the order of the help. @param quit - Ends the command. */
export function createShortcuts(
  served: Served,
  terminal: Terminal,
  quit: () => void,
): readonly KeyAction[] {
  const say = (text: string): void => {
    terminal.talk(`  ${text}`)
  }
  const actions: readonly KeyAction[] = [
    {
      key: 'h',
      title: 'this list',
      run: () => {
        for (const { key, title } of actions) say(`${terminal.styleTalk('bold', key)}  ${title}`)
      },
    },
    {
      key: 'o',
      title: 'the address of the inspector',
      run: () => {
        say(served.inspectorUrl ?? 'The inspector is off.')
      },
    },
    { key: 'r', title: 'reload', run: served.reload },
    {
      key: 'f',
      title: 'flush the authorizer cache',
      run: () => {
        served.flush()
        say('The authorizer cache is empty.')
      },
    },
    {
      key: 't',
      title: `put the clock ${jumpSeconds} s forward`,
      run: () => {
        const { nowMilliseconds, aheadSeconds } = served.advance(jumpSeconds)
        const now = new Date(nowMilliseconds).toISOString()
        say(`The gateway's clock says ${now}, ${aheadSeconds} s ahead.`)
      },
    },
    {
      key: 'c',
      title: 'clear the screen',
      run: () => {
        terminal.talk('\u001B[2J\u001B[3J\u001B[H')
      },
    },
    {
      key: 'e',
      title: 'explain the last request',
      run: () => {
        const record = served.lastRecord()
        if (record === undefined) say('There was no request yet.')
        else terminal.talk(`\n${renderRecord(record, terminal.styleTalk)}\n`)
      },
    },
    { key: 'q', title: 'quit', run: quit },
  ]
  return actions
}

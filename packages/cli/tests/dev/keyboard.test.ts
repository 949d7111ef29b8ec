import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { listenToKeys } from '../../src/dev/keyboard.js'
import type { KeyInput } from '../../src/dev/keyboard.js'

class Keys extends EventEmitter implements KeyInput {
  readonly isTTY: boolean
  isRaw = false
  isRead = false

  constructor(isTTY: boolean) {
    super()
    this.isTTY = isTTY
  }
  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw
  }
  resume(): void {
    this.isRead = true
  }
  pause(): void {
    this.isRead = false
  }
  type(text: string): void {
    this.emit('data', Buffer.from(text))
  }
}

function listen(isTTY = true): { keys: Keys; pressed: string[]; stop: () => void } {
  const keys = new Keys(isTTY)
  const pressed: string[] = []
  const actions = ['h', 'q'].map((key) => ({ key, title: key, run: () => pressed.push(key) }))
  const stop = listenToKeys(keys, actions, () => pressed.push('end'))
  return { keys, pressed, stop }
}

describe('listenToKeys', () => {
  it('runs what a key is for, in either case, and nothing for any other', () => {
    const { keys, pressed, stop } = listen()
    for (const text of ['h', 'Q', 'x', '\u001B[A', 'hhh']) keys.type(text)
    expect(pressed).toEqual(['h', 'q'])
    stop()
  })

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('ends with %s, which sends no signal in raw mode', (_name, text) => {
    const { keys, pressed, stop } = listen()
    keys.type(text)
    expect(pressed).toEqual(['end'])
    stop()
  })

  it('gives the terminal back when it is stopped, and hears nothing more', () => {
    const { keys, pressed, stop } = listen()
    expect([keys.isRaw, keys.isRead]).toEqual([true, true])
    stop()
    keys.type('h')
    expect([keys.isRaw, keys.isRead, pressed]).toEqual([false, false, []])
  })

  it('gives the terminal back when the process ends without stopping it', () => {
    const listeners = process.listeners('exit')
    const { keys, stop } = listen()
    const added = process.listeners('exit').filter((each) => !listeners.includes(each))
    for (const each of added) (each as () => void)()
    expect(keys.isRaw).toBe(false)
    stop()
    expect(process.listeners('exit')).toEqual(listeners)
  })

  it('leaves an input alone that is no terminal', () => {
    const { keys, pressed, stop } = listen(false)
    keys.type('h')
    expect([keys.isRaw, keys.isRead, pressed]).toEqual([false, false, []])
    stop()
  })
})

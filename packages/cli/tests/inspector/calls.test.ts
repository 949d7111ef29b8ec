import { definePlugin, pass } from '@authchain/core'
import type { GatewayFacts } from '@authchain/inspector/api'
import type { RequestRecord } from '@authchain/inspector/record'
import { execFileSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { LateRecord } from '../../src/explain/recorder.js'
import { createRecordStore } from '../../src/inspector/record-store.js'
import { good, startInspected } from '../helpers/inspected.js'
import type { Inspected } from '../helpers/inspected.js'

interface Stream {
  text(): string
  /** Data of the events of one name, once there are so many. */
  until(name: string, count: number): Promise<readonly unknown[]>
}

async function listen({ url, token }: Inspected): Promise<Stream> {
  const controller = new AbortController()
  onTestFinished(() => {
    controller.abort()
  })
  const { body, headers } = await fetch(`${url}/__authchain/api/events?token=${token}`, {
    signal: controller.signal,
  })
  expect(headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const decoder = new TextDecoder()
  void (async () => {
    for await (const chunk of body ?? []) text += decoder.decode(chunk as Uint8Array)
  })().catch(() => {})
  return {
    text: () => text,
    async until(name, count) {
      const endsAt = Date.now() + 5000
      while (Date.now() < endsAt) {
        const found = text
          .split('\n\n')
          .filter((event) => event.startsWith(`event: ${name}\n`))
          .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)) as unknown)
        if (found.length >= count) return found
        await new Promise((resolve) => {
          setTimeout(resolve, 5)
        })
      }
      throw new Error(`${count} × ${name} did not come: ${text}`)
    },
  }
}

describe('the event stream', () => {
  it('tells of each request, of time travel and of a flush', async () => {
    const inspected = await startInspected()
    const stream = await listen(inspected)
    await inspected.send('/orders/1')
    const [record] = (await stream.until('record', 1)) as readonly RequestRecord[]
    expect(record).toMatchObject({ sequence: 1, request: { path: '/orders/1' }, effect: 'Allow' })

    await inspected.post('clock', { advanceSeconds: 301 })
    const [facts] = (await stream.until('gateway', 1)) as readonly GatewayFacts[]
    expect(facts?.clock.offsetSeconds).toBe(301)
    await inspected.send('/orders/2')
    await inspected.send('/orders/3')
    await inspected.post('flush', {})
    await inspected.send('/orders/4')
    const records = (await stream.until('record', 4)) as readonly RequestRecord[]
    expect(records.map(({ cache }) => cache.use)).toEqual(['MISS', 'MISS', 'HIT', 'MISS'])
  })

  it('and every other answer hold no credential of any request', async () => {
    const secrets = [good, 'cookie-credential', 'query-credential', 'other-credential']
    const leaking = definePlugin({
      name: 'leaking',
      validate: () =>
        pass({ principalId: `user ${secrets.join(' ')}`, context: { all: secrets.join('|') } }),
    })()
    const inspected = await startInspected({
      authorizer: { type: 'REQUEST', ttlSeconds: 0 },
      plugins: [leaking],
    })
    const stream = await listen(inspected)
    await inspected.send(`/orders/1?access_token=${secrets[2] ?? ''}`, {
      cookie: `sid=${secrets[1] ?? ''}`,
      'x-other-key': secrets[3] ?? '',
    })
    const [record] = (await stream.until('record', 1)) as readonly RequestRecord[]
    const texts = await Promise.all(
      ['curl', 'event', 'vitest'].map(async (form) =>
        (await inspected.get(`requests/${record?.id ?? ''}/export/${form}`)).text(),
      ),
    )
    const replayed = await inspected.post('replay', { id: record?.id })
    const all = [
      stream.text(),
      JSON.stringify(await inspected.list()),
      await replayed.text(),
      ...texts,
    ]
    for (const secret of secrets) expect(all.join('\n')).not.toContain(secret)
  })
})

describe('an export', () => {
  it('is a command that a shell runs, with a placeholder for the credential', async () => {
    const inspected = await startInspected()
    await inspected.send("/orders/1?note=it's%20$HOME&access_token=abcd1234")
    const { records } = await inspected.list()
    const response = await inspected.get(`requests/${records[0]?.id ?? ''}/export/curl`)
    const command = (await response.text())
      .replace("AUTHORIZATION='…'", `AUTHORIZATION='Bearer ${good}'`)
      .replace("ACCESS_TOKEN='…'", "ACCESS_TOKEN='abcd1234'")
    const curl = `curl() { node -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- "$@"; }`
    const shown = execFileSync('sh', ['-c', `${curl}\n${command}`], { encoding: 'utf8' })
    const args = JSON.parse(shown) as readonly string[]
    expect(args).toContain(`${inspected.url}/orders/1?note=it's%20%24HOME&access_token=abcd1234`)
    expect(args).toContain(`authorization: Bearer ${good}`)
  })

  it('runs nothing that the name of a header says', async () => {
    const inspected = await startInspected()
    await inspected.send('/orders/1', { "x-token'|id|'`id`": 'abcd1234' })
    const { records } = await inspected.list()
    const response = await inspected.get(`requests/${records[0]?.id ?? ''}/export/curl`)
    const curl = `curl() { node -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- "$@"; }`
    const text = await response.text()
    const shown = execFileSync('sh', ['-c', `${curl}\n${text}`], { encoding: 'utf8' })
    expect(JSON.parse(shown)).toContain("x-token'|id|'`id`: …")
  })

  it('is a test that parses', async () => {
    const inspected = await startInspected()
    await inspected.send("/orders/it's?a=`${1}`", { 'X-Odd': `'"\\` })
    const { records } = await inspected.list()
    const response = await inspected.get(`requests/${records[0]?.id ?? ''}/export/vitest`)
    const code = (await response.text()).replaceAll(/^import .*$/gm, '')
    let seen: unknown
    const inject = async (request: unknown): Promise<object> => {
      seen = request
      return { status: 200 }
    }
    let test = async (): Promise<void> => {}
    runInNewContext(code, {
      it: (_title: string, body: typeof test) => {
        test = body
      },
      createGateway: () => ({ inject }),
      config: {},
      expect,
      process: { env: { AUTHORIZATION: 'Bearer x' } },
    })
    await test()
    expect(seen).toMatchObject({
      method: 'GET',
      url: records[0]?.request.path + '?a=%60%24%7B1%7D%60',
      headers: expect.arrayContaining([
        ['X-Odd', `'"\\`],
        ['authorization', 'Bearer x'],
      ]) as unknown,
    })
  })

  it('of an event that there was not is refused', async () => {
    const inspected = await startInspected()
    await inspected.send('/orders/1')
    await inspected.send('/orders/2')
    const { records } = await inspected.list()
    expect((await inspected.get(`requests/${records[1]?.id ?? ''}/export/event`)).status).toBe(409)
    expect((await inspected.get('requests/gone/export/curl')).status).toBe(404)
    expect((await inspected.get(`requests/${records[1]?.id ?? ''}/export/zip`)).status).toBe(404)
  })
})

describe('the record store', () => {
  const record = (id: string, heldBytes = 0, reason = ''): LateRecord => ({
    id,
    sequence: 1,
    heldBytes,
    read: () => ({ id, reason }) as unknown as RequestRecord,
  })
  const request = {
    method: 'GET',
    target: '/',
    headers: [],
    body: new Uint8Array(),
    sourceIp: '',
    isHandshake: false,
  }
  const ids = (store: ReturnType<typeof createRecordStore>): readonly string[] =>
    store.list().map(({ id }) => id)

  it('keeps the newest, within the number that it may', () => {
    const store = createRecordStore(2)
    for (const id of ['a', 'b', 'c']) store.put(record(id), request)
    expect([ids(store), store.findRequest('a')]).toEqual([['b', 'c'], undefined])
  })

  it('keeps the newest, within the bytes that it may', () => {
    const store = createRecordStore(100, 3000)
    for (const id of ['a', 'b', 'c']) store.put(record(id, 1200), request)
    expect(ids(store)).toEqual(['b', 'c'])
    store.put(record('d', 10_000), request)
    expect(ids(store)).toEqual(['d'])
    store.put(record('e'), request)
    expect(ids(store)).toEqual(['e'])
  })

  it('keeps no long body, and says so', () => {
    const store = createRecordStore()
    store.put(record('a'), { ...request, body: new Uint8Array(70_000) })
    expect(store.findRequest('a')).toMatchObject({
      isWhole: false,
      request: { body: { length: 0 } },
    })
  })

  it('keeps the request of a record that is told anew', () => {
    const store = createRecordStore()
    store.put(record('a'), request)
    store.put(record('a', 0, 'more'))
    expect([store.findRequest('a')?.request, store.find('a')?.reason]).toEqual([request, 'more'])
  })
})

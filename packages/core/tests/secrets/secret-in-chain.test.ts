import { describe, expect, it } from 'vitest'
import {
  createHandler,
  definePlugin,
  defineConfig,
  pass,
  ssm,
  unauthenticated,
} from '../../src/index.js'
import type { AuthorizerHandler, PluginFactory } from '../../src/index.js'
import { schema, object } from '../../src/contract/schema.js'
import { createTestClock, createTestLogger, restTokenEvent } from '../../src/testing/index.js'
import { createStubStore } from '../helpers/stub-store.js'
import type { StubStore } from '../helpers/stub-store.js'

/** Lets in whoever presents the secret; reads it anew for each request. */
const shared: PluginFactory<'shared', object> = definePlugin({
  name: 'shared',
  options: schema<object>(object({})),
  requires: () => ({ credentials: ['token'], secrets: [ssm('/shared')] }),
  async setup(_options, runtime) {
    const secret = await runtime.secrets.open(ssm('/shared'))
    return async (context, _identity, call) => {
      const { value } = await secret.read(call.signal)
      if (context.token !== value) throw unauthenticated('shared.wrong')
      return pass({ principalId: 'caller' })
    }
  },
})

function create(): {
  readonly store: StubStore
  readonly clock: ReturnType<typeof createTestClock>
  readonly logger: ReturnType<typeof createTestLogger>
  readonly handler: AuthorizerHandler
} {
  const store = createStubStore({ '/shared': 'old-secret' }, 'ssm')
  const [clock, logger] = [createTestClock(), createTestLogger()]
  const config = defineConfig({
    authorizer: { type: 'TOKEN', ttlSeconds: 0 },
    plugins: [shared({})],
  })
  return {
    store,
    clock,
    logger,
    handler: createHandler(config, { secretStores: [store], clock, logger }),
  }
}

const answerTo = async (handler: AuthorizerHandler, token: string): Promise<string> =>
  handler(restTokenEvent(token)).then(
    (response) => ('principalId' in response ? response.principalId : 'denied'),
    (error: Error) => error.message,
  )

describe('a plugin with a secret, in a handler', () => {
  it('takes a rotated secret and refuses the old one, in the same process', async () => {
    const { store, clock, handler } = create()
    expect(await answerTo(handler, 'old-secret')).toBe('caller')
    store.values = { '/shared': 'new-secret' }
    clock.advance(331_000)
    expect(await answerTo(handler, 'new-secret')).toBe('caller')
    expect(await answerTo(handler, 'old-secret')).toBe('Unauthorized')
  })

  it('lets 100 requests at once through one load', async () => {
    const { store, handler } = create()
    const answers = Array.from({ length: 100 }, async () => answerTo(handler, 'old-secret'))
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['caller']))
    expect(store.loads).toHaveLength(1)
  })

  it('fails for everyone while the secret is missing, and logs its code without any value', async () => {
    const { store, logger, handler } = create()
    store.values = {}
    const answer = await answerTo(handler, 'old-secret')
    expect(answer).not.toBe('caller')
    expect(answer).not.toBe('Unauthorized')
    const log = JSON.stringify(logger.lines)
    expect(log).toContain('secret.missing')
    expect(log).toContain('/shared')
    expect(log).not.toContain('old-secret')
  })

  it('goes on through an outage with what it knows', async () => {
    const { store, clock, handler } = create()
    expect(await answerTo(handler, 'old-secret')).toBe('caller')
    store.fault = () => new Error('down')
    clock.advance(3_600_000)
    expect(await answerTo(handler, 'old-secret')).toBe('caller')
    expect(await answerTo(handler, 'wrong')).toBe('Unauthorized')
  })
})

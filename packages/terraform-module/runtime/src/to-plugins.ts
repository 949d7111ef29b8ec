/** Elements of a chain, made into plugins. @module */
import { ConfigInvalidError, allOf, anyOf, requireClaim, requireScope } from '@authchain/core'
import type { AnyPlugin, ContextValue } from '@authchain/core'
import { array, custom, object, oneOf, optional, schema } from '@authchain/core/schema'
import { string } from '@authchain/core/schema'
import { toApiKey, toJwt } from './first-party.js'
import type { Authenticating } from './first-party.js'
import { checkAt, toPlaced } from './placed.js'

/** How one kind of element becomes a plugin. */
type Maker = (element: unknown, place: string) => Promise<AnyPlugin>

/** Every kind that a chain may name. A map, so that nothing is inherited. */
const makers: ReadonlyMap<unknown, Maker> = new Map<string, Maker>([
  ['jwt', authenticating(toJwt)],
  ['api-key', authenticating(toApiKey)],
  ['require-scope', makeRequireScope],
  ['require-claim', makeRequireClaim],
  ['any-of', combining(anyOf as (...members: AnyPlugin[]) => AnyPlugin)],
  ['all-of', combining(allOf as (...members: AnyPlugin[]) => AnyPlugin)],
])

const plugin = custom<string>((value) => makers.has(value), [...makers.keys()].join(', '))
const anything = custom<unknown>(() => true, 'options')

const shapes = {
  authenticating: schema<Authenticating>(
    object({
      plugin,
      as: optional(string()),
      principal: optional(oneOf('establish', 'ignore', 'replace')),
      options: anything,
    }) as never,
  ),
  scope: schema<{ readonly options: { readonly scopes: readonly string[] } }>(
    object({ plugin, options: object({ scopes: array(string(), 1) }) }),
  ),
  claim: schema<{ readonly options: ClaimOptions }>(
    object({
      plugin,
      options: object({
        claim: string(),
        values: optional(array(custom(isScalar, 'a scalar'), 1)),
      }),
    }) as never,
  ),
  combining: schema<{ readonly plugins: readonly unknown[] }>(
    object({ plugin, plugins: array(anything, 2) }),
  ),
}

interface ClaimOptions {
  readonly claim: string
  readonly values?: readonly ContextValue[]
}

/**
 * Makes plugins of elements `{ plugin, as?, principal?, options?, plugins? }`. The package of a plugin is
 * loaded when an element names it.
 *
 * @param place - Where the list stands, for messages.
 * @throws ConfigInvalidError AC1003 or AC1004 for an element, and whatever a factory says of its options; the
 *   message begins with the place of the element.
 * @example
 * ```ts
 * await toPlugins([{ plugin: 'require-scope', options: { scopes: ['orders:read'] } }], 'chain')
 * ```
 */
export async function toPlugins(
  elements: readonly unknown[],
  place: string,
): Promise<readonly AnyPlugin[]> {
  const plugins: AnyPlugin[] = []
  for (const [index, element] of elements.entries()) {
    plugins.push(await toPlugin(element, `${place}[${index}]`))
  }
  return plugins
}

async function toPlugin(element: unknown, place: string): Promise<AnyPlugin> {
  const isObject = typeof element === 'object' && element !== null && !Array.isArray(element)
  const make =
    isObject && Object.hasOwn(element, 'plugin') && makers.get(Reflect.get(element, 'plugin'))
  if (make) return make(element, place)
  const expected = [...makers.keys()].join(', ')
  throw new ConfigInvalidError('AC1003', `${place}.plugin: expected one of ${expected}`)
}

function authenticating(make: (element: Authenticating) => Promise<AnyPlugin>): Maker {
  return async (element, place) => {
    const checked = checkAt(place, shapes.authenticating, element)
    return placed(`${place}.options`, async () => make(checked))
  }
}

function combining(combine: (...members: AnyPlugin[]) => AnyPlugin): Maker {
  return async (element, place) => {
    const { plugins } = checkAt(place, shapes.combining, element)
    const members = await toPlugins(plugins, `${place}.plugins`)
    return placed(place, async () => combine(...members))
  }
}

async function makeRequireScope(element: unknown, place: string): Promise<AnyPlugin> {
  const { options } = checkAt(place, shapes.scope, element)
  const [first = '', ...others] = options.scopes
  return placed(`${place}.options`, async () => requireScope(first, ...others))
}

async function makeRequireClaim(element: unknown, place: string): Promise<AnyPlugin> {
  const { options } = checkAt(place, shapes.claim, element)
  return placed(`${place}.options`, async () => requireClaim(options.claim, options.values))
}

/** Says in which element a factory found its fault; every `jwt` calls itself `jwt`. */
async function placed(place: string, make: () => Promise<AnyPlugin>): Promise<AnyPlugin> {
  try {
    return await make()
  } catch (error) {
    throw toPlaced(error, `${place}: `)
  }
}

function isScalar(value: unknown): boolean {
  return ['string', 'boolean', 'number'].includes(typeof value)
}

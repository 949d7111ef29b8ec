/** What may stand in a chain, by name. @module */
import { allOf, allow, anyOf, deny, requireClaim, requireScope } from '@authchain/core'
import type { AnyPlugin, ContextValue } from '@authchain/core'
import { array, custom, object, oneOf, optional, schema, string } from '@authchain/core/schema'
import { toApiKey, toJwt } from './first-party.js'
import type { Authenticating } from './first-party.js'
import { checkAt, toPlaced } from './placed.js'

/** How one kind of element becomes a plugin. */
type Maker = (element: unknown, place: string, makeMembers: MakeMembers) => Promise<AnyPlugin>

/** Makes what stands in an element's own `plugins`. */
type MakeMembers = (elements: readonly unknown[], place: string) => Promise<readonly AnyPlugin[]>

/** By the name of the kind. A map, so that nothing is inherited. */
export type Makers = ReadonlyMap<unknown, Maker>

/** Looked up before it is checked. */
const plugin = string()
const anything = custom<unknown>(() => true, 'anything')

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
  constant: schema<object>(object({ plugin })),
}

interface ClaimOptions {
  readonly claim: string
  readonly values?: readonly ContextValue[]
}

const shared: readonly [string, Maker][] = [
  ['require-scope', makeRequireScope],
  ['require-claim', makeRequireClaim],
  ['any-of', combining(anyOf as Combine)],
  ['all-of', combining(allOf as Combine)],
]

/** What may stand in `plugins`. */
export const pluginMakers: Makers = new Map<string, Maker>([
  ['jwt', authenticating(toJwt)],
  ['api-key', authenticating(toApiKey)],
  ...shared,
])

/** What may say who calls a route: it reads the identity alone. */
export const ruleMakers: Makers = new Map<string, Maker>([
  ...shared,
  ['allow', constant(allow)],
  ['deny', constant(deny)],
])

type Combine = (...members: readonly AnyPlugin[]) => AnyPlugin

function authenticating(make: (element: Authenticating) => Promise<AnyPlugin>): Maker {
  return async (element, place) => {
    const checked = checkAt(place, shapes.authenticating, element)
    return placed(`${place}.options`, async () => make(checked))
  }
}

function combining(combine: Combine): Maker {
  return async (element, place, makeMembers) => {
    const { plugins } = checkAt(place, shapes.combining, element)
    const members = await makeMembers(plugins, `${place}.plugins`)
    return placed(place, async () => combine(...members))
  }
}

function constant(rule: AnyPlugin): Maker {
  return async (element, place) => {
    checkAt(place, shapes.constant, element)
    return rule
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

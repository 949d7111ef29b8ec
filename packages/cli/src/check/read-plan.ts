/** Terraform's plan, as far as it is about authorizers and routes. @module */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as z from 'zod/mini'
import { ToolError } from '../tool-error.js'

/** A resource as it will stand after the plan has been applied. What is not known before is absent or null. */
export interface PlannedResource {
  readonly address: string
  readonly type: string
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  /** Arguments whose value is known only after the apply. */
  readonly unknown: ReadonlySet<string>
  /** By argument, the addresses that it refers to, relative to its module. */
  readonly references: Readonly<Record<string, readonly string[]>>
  /** Address of its module; empty for the root. */
  readonly module: string
}

/** What is read of `terraform show -json`. */
export interface Plan {
  readonly resources: readonly PlannedResource[]
  /** Addresses of resources that the plan updates or replaces. */
  readonly changed: ReadonlySet<string>
}

const values = z.record(z.string(), z.unknown())
const resource = z.object({
  address: z.string(),
  mode: z.optional(z.string()),
  type: z.string(),
  name: z.string(),
  values: z.optional(values),
})
type Resource = z.infer<typeof resource>
interface PlannedModule {
  address?: string | undefined
  resources?: Resource[] | undefined
  child_modules?: PlannedModule[] | undefined
}
const plannedModule: z.ZodMiniType<PlannedModule> = z.object({
  address: z.optional(z.string()),
  resources: z.optional(z.array(resource)),
  child_modules: z.optional(z.array(z.lazy(() => plannedModule))),
})
const configured = z.object({ address: z.string(), expressions: z.optional(values) })
interface ConfiguredModule {
  resources?: z.infer<typeof configured>[] | undefined
  module_calls?: Record<string, { module?: ConfiguredModule | undefined }> | undefined
}
const configuredModule: z.ZodMiniType<ConfiguredModule> = z.object({
  resources: z.optional(z.array(configured)),
  module_calls: z.optional(
    z.record(z.string(), z.object({ module: z.optional(z.lazy(() => configuredModule)) })),
  ),
})
const change = z.object({
  address: z.string(),
  change: z.object({ actions: z.array(z.string()), after_unknown: z.optional(z.unknown()) }),
})
const document = z.object({
  format_version: z.string(),
  planned_values: z.object({ root_module: plannedModule }),
  resource_changes: z.optional(z.array(change)),
  configuration: z.optional(z.object({ root_module: z.optional(configuredModule) })),
})

/**
 * Reads what `terraform show -json plan.tfplan` wrote.
 *
 * @throws {@link ToolError} AC5012 when the file is not there or is not such a document.
 */
export async function readPlan(path: string, cwd: string): Promise<Plan> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((error: unknown) => {
    throw new ToolError('AC5012', `${path} cannot be read`, { cause: error })
  })
  try {
    return toPlan(document.parse(JSON.parse(text)))
  } catch (error) {
    // No JSON, another document, or one that is nested deeper than the stack.
    throw new ToolError('AC5012', `${path} is not a plan in JSON`, { cause: error })
  }
}

function toPlan({
  planned_values,
  configuration,
  resource_changes: changes = [],
}: z.infer<typeof document>): Plan {
  const root = configuration?.root_module ?? {}
  const unknown = new Map(
    changes.map(({ address, change: { after_unknown } }) => [address, toNames(after_unknown)]),
  )
  return {
    resources: toResources(planned_values.root_module, root, unknown),
    changed: new Set(
      changes
        .filter(({ change: { actions } }) => actions.some((a) => a === 'update' || a === 'delete'))
        .map(({ address }) => address),
    ),
  }
}

/** Names whose value is true, or holds something that is. */
function toNames(value: unknown): ReadonlySet<string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const holdsTrue = (part: unknown): boolean => JSON.stringify(part)?.includes('true') === true
  return new Set(entries.filter(([, part]) => holdsTrue(part)).map(([name]) => name))
}

function toResources(
  planned: PlannedModule,
  configuration: ConfiguredModule,
  unknown: ReadonlyMap<string, ReadonlySet<string>>,
): readonly PlannedResource[] {
  const module = planned.address ?? ''
  const own = (planned.resources ?? [])
    .filter(({ mode }) => mode !== 'data')
    .map(({ address, type, name, values: known = {} }) => {
      const source = configuration.resources?.find((item) => item.address === `${type}.${name}`)
      const references = toReferences(source?.expressions ?? {})
      const later = unknown.get(address) ?? new Set<string>()
      return { address, type, name, values: known, unknown: later, references, module }
    })
  const below = (planned.child_modules ?? []).flatMap((child) => {
    const call = toCallName(child.address ?? '')
    return toResources(child, configuration.module_calls?.[call]?.module ?? {}, unknown)
  })
  return [...own, ...below]
}

/** `module.a.module.b["x"]` → `b`. */
function toCallName(address: string): string {
  return /module\.([\w-]+)(?:\[[^\]]*\])?$/.exec(address)?.[1] ?? ''
}

function toReferences(
  expressions: Readonly<Record<string, unknown>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(expressions).map(([name, expression]) => {
      const { references = [] } = (expression ?? {}) as { readonly references?: readonly string[] }
      return [name, Array.isArray(references) ? references : []]
    }),
  )
}

/** How a plugin says what it needs from earlier plugins. @module */

declare const provision: unique symbol

/** Stands for a value of type `T` that another plugin provides. */
export interface Provision<T> {
  readonly [provision]?: T
}

/**
 * Names a type that must be on the identity: a key for the check at import, a type for the compiler, and
 * no import of the other plugin's code.
 *
 * @example
 * ```ts
 * definePlugin({ name: 'tenant', needs: { jwt: provided<JwtProvision>() }, … })
 * ```
 */
export function provided<T>(): Provision<T> {
  return Object.freeze({})
}

// oxlint-disable-next-line typescript/no-explicit-any -- a bound of type inference.
export type NeedsShape = Readonly<Record<string, Provision<any>>>

/** Turns `needs` into the provisions that the identity then has. */
export type NeedsFrom<N extends NeedsShape> = Simplify<{
  readonly [K in keyof N]: N[K] extends Provision<infer T> ? T : never
}>

/** Shows an intersection as one object type in messages and hovers. */
export type Simplify<T> = { [K in keyof T]: T[K] } & {}

/** Which provisions flow from plugin to plugin, for the compiler. @module */
import type { IdentityBase } from './identity.js'
import type { AnyPlugin, NeedsOf, ProvidesOf } from './plugin.js'
import type { Simplify } from './provision.js'

type UnionToIntersection<U> = (U extends unknown ? (x: U) => void : never) extends (
  x: infer I,
) => void
  ? I
  : never
type AllKeys<T> = T extends unknown ? keyof T : never

/** A key that every alternative provides is there; any other may be absent. */
export type AnyProvides<U> = Simplify<
  { readonly [K in keyof U]: U[K] } & {
    readonly [K in Exclude<AllKeys<U>, keyof U>]?: U extends unknown
      ? K extends keyof U
        ? U[K]
        : never
      : never
  }
>

/** What a sequence of plugins provides. */
export type SumProvides<P extends readonly AnyPlugin[]> = P extends readonly []
  ? {}
  : Simplify<UnionToIntersection<ProvidesOf<P[number]>> & {}>

/** What alternatives need together. */
export type SumNeeds<P extends readonly AnyPlugin[]> = Simplify<
  UnionToIntersection<NeedsOf<P[number]>> & {}
>

/** What a sequence still needs from before it. */
export type LeftoverNeeds<
  P extends readonly AnyPlugin[],
  Have extends object = {},
> = P extends readonly [infer H extends AnyPlugin, ...infer R extends AnyPlugin[]]
  ? Simplify<Omit<NeedsOf<H>, keyof Have> & LeftoverNeeds<R, Have & ProvidesOf<H>>>
  : {}

/** A plugin whose type was widened to {@link AnyPlugin} is checked at import alone. */
type IsAny<T> = 0 extends 1 & T ? true : false

type MissingKeys<Needs, Have> =
  IsAny<Needs> extends true
    ? never
    : {
        [K in keyof Needs & string]: K extends keyof Have
          ? Have[K] extends Needs[K]
            ? never
            : K
          : K
      }[keyof Needs & string]

/** The same list, with a sentence in place of each plugin that stands too early. */
export type CheckOrder<
  P extends readonly AnyPlugin[],
  Have extends object = {},
> = P extends readonly [infer H extends AnyPlugin, ...infer R extends AnyPlugin[]]
  ? [
      [MissingKeys<NeedsOf<H>, Have>] extends [never]
        ? H
        : `needs "${MissingKeys<NeedsOf<H>, Have>}" from an earlier plugin that always runs`,
      ...CheckOrder<R, Have & ProvidesOf<H>>,
    ]
  : []

/** The identity of an allowed caller: the principal is there. */
export type Allowed<P extends readonly AnyPlugin[]> = Simplify<
  Omit<IdentityBase, 'principalId'> & { readonly principalId: string } & SumProvides<P>
>

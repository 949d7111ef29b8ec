/** Records without what is not known. @module */

/** The entries that have a value, in their order. */
export function knownEntries<T>(
  record: Readonly<Record<string, T | undefined>>,
): readonly (readonly [string, T])[] {
  const entries = Object.entries(record)
  return entries.filter((entry): entry is [string, T] => entry[1] !== undefined)
}

/** A JSON Merge Patch (RFC 7396): null removes a field. */
export type Patch = { readonly [name: string]: unknown }

const isObject = (value: unknown): value is Patch =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A document after a patch.
 * @param keeps whether nulls stay, because the document is a patch itself
 */
export function merged(target: unknown, patch: Patch, keeps = false): Patch {
  const fields = new Map(Object.entries(isObject(target) ? target : {}))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null && !keeps) fields.delete(name)
    else fields.set(name, isObject(value) ? merged(fields.get(name), value, keeps) : value)
  }
  return Object.fromEntries(fields)
}

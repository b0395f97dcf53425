type Value = unknown
const isObject = (value: Value): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON Merge Patch (RFC 7396) that makes a document equal to another: what the other lacks becomes null. */
export function patchTo(before: Record<string, Value>, after: Record<string, Value>): Record<string, Value> {
  const patch: Record<string, Value> = {}
  for (const name of Object.keys(before)) if (after[name] === undefined) patch[name] = null
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined) continue
    const old = before[name]
    patch[name] = isObject(old) && isObject(value) ? patchTo(old, value) : value
  }
  return patch
}

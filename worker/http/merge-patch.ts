import { PairwellError } from '../../vocabulary/errors.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Objects inside objects; our own documents have four levels. */
const MAX_DEPTH = 10

/**
 * The document after a JSON Merge Patch (RFC 7396): fields that the patch does not name stay, null removes a field, and arrays
 * are replaced as a whole.
 * @throws {PairwellError} `invalid_input` for a patch with more than 10 levels
 */
export function mergePatch(target: unknown, patch: unknown, depth = 0): unknown {
  if (!isFields(patch)) return patch
  if (depth > MAX_DEPTH) {
    throw new PairwellError('invalid_input', `The patch has more than ${MAX_DEPTH} levels of objects.`)
  }
  const merged = new Map(Object.entries(isFields(target) ? target : {}))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value, depth + 1))
  }
  return Object.fromEntries(merged)
}

const own = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

/** The fields of two documents that differ; in `after` a removed field is null, so that it is a merge patch. */
export function differenceOf(before: Fields, after: Fields): { before: Fields; after: Fields } {
  // Maps, because a field may be called `__proto__`.
  const was = new Map<string, unknown>()
  const is = new Map<string, unknown>()
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, fresh] = [own(before, name), own(after, name)]
    if (JSON.stringify(old) === JSON.stringify(fresh)) continue
    const inner = isFields(old) && isFields(fresh) ? differenceOf(old, fresh) : { before: old, after: fresh }
    was.set(name, inner.before ?? null)
    is.set(name, inner.after ?? null)
  }
  return { before: Object.fromEntries(was), after: Object.fromEntries(is) }
}

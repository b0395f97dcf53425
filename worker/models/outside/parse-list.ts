import * as v from 'valibot'
import { type List, list } from '../../../schema/models/lists.ts'
import { BEST_SELLERS_KEY, CURRENT_BEST_SELLERS_KEY } from '../../../vocabulary/lists.ts'
import { unstorableIn } from '../../store/storable.ts'

/** Entries of an array in a list, characters of a text, and size of a number. A list has at most 50 companions (engine/gate/structure.ts). */
const [MAX_ENTRIES, MAX_TEXT, MAX_NUMBER] = [100, 2_000, 1e15]

/** A list, or the name of what is wrong with its line. */
export type Parsed = { list: List } | { fault: 'not_json' | 'bad_list' | 'unknown_key' }

/**
 * Reads a line of a model that was mined outside. It has the shape of a stored list and nothing else, so that what is stored is what was
 * received, and a name such as `__proto__` is refused like any other that the shape does not have.
 */
export function parseList(line: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { fault: 'not_json' }
  }
  const read = v.safeParse(list, value)
  if (!read.success || !isSame(value, read.output) || !isBounded(value)) return { fault: 'bad_list' }
  if (unstorableIn(value) !== undefined) return { fault: 'bad_list' }
  const { kind, key } = read.output
  if (kind === 'shop' && key !== BEST_SELLERS_KEY && key !== CURRENT_BEST_SELLERS_KEY)
    return { fault: 'unknown_key' }
  // As received: the shape gives fields an order of its own, and rows that differ only in it would be written, and billed.
  return { list: value as List }
}

/** Whether the shape has kept every field. */
function isSame(value: unknown, shaped: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === shaped
  if (typeof shaped !== 'object' || shaped === null) return false
  const names = Object.keys(value)
  return (
    names.length === Object.keys(shaped).length &&
    names.every(
      (name) => Object.hasOwn(shaped, name) && isSame(Reflect.get(value, name), Reflect.get(shaped, name)),
    )
  )
}

function isBounded(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= MAX_NUMBER
  if (typeof value === 'string') return value.length <= MAX_TEXT
  if (typeof value !== 'object' || value === null) return true
  const inner = Object.values(value)
  return inner.length <= MAX_ENTRIES && inner.every(isBounded)
}

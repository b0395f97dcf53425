import { Arena, type Memory } from '../../engine/data/arena.ts'
import { Baskets } from '../../engine/data/baskets.ts'
import { PaddedRows } from '../../engine/data/padded-rows.ts'
import { SparseRows } from '../../engine/data/sparse-rows.ts'
import { PairTable } from '../../engine/mine/pairs/pair-table.ts'
import { Prior } from '../../engine/mine/pairs/prior.ts'
import { SupportedPairs } from '../../engine/mine/pairs/supported-pairs.ts'
import { SimilarItems } from '../../engine/text/similar-items.ts'
import { collectGarbage } from './garbage.ts'

/** Classes whose fields are numbers, arrays in shared memory, and others of these. A message between threads carries fields only. */
const CLASSES = { Baskets, PaddedRows, PairTable, Prior, SimilarItems, SparseRows, SupportedPairs }
const NAMES = new Map<unknown, string>(Object.entries(CLASSES).map(([name, type]) => [type, name]))

/** Names of the two fields of what stands in a message for an instance. */
const [CLASS, FIELDS] = ['$class', '$fields']

/** Part of a run's memory that may be allocated before garbage is collected, and the least: a small run has none worth the time. */
const [COLLECTED, LEAST_COLLECTED] = [1 / 8, 64_000_000]

/** An arena whose buffers all threads see; the engine takes them for its own. @param bytes as in `Memory` */
export function sharedMemory(bytes: number): Memory {
  let made = 0
  return {
    bytes,
    buffer: (size) => {
      made += size
      if (made > Math.max(LEAST_COLLECTED, COLLECTED * bytes)) {
        collectGarbage()
        made = size
      }
      // The compiler tells the two kinds of buffers apart; typed arrays do not.
      return new SharedArrayBuffer(size) as unknown as ArrayBuffer
    },
  }
}

/** A value as a message can carry it: arrays stay shared, instances become their fields, arenas are left out. */
export function packed(value: unknown): unknown {
  if (typeof value === 'function') throw new TypeError('A function cannot be sent to a thread.')
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (value instanceof Arena) return { [CLASS]: 'Arena' }
  if (Array.isArray(value)) return value.map(packed)
  const fields = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, packed(field)]))
  const name = NAMES.get(value.constructor)
  if (name === undefined && value.constructor !== Object)
    throw new TypeError(`An instance of ${value.constructor.name} cannot be sent to a thread.`)
  return name === undefined ? fields : { [CLASS]: name, [FIELDS]: fields }
}

/** What `packed` was given, with an arena of this thread. @typeParam Value the type of that, which the sender states */
export const unpacked = <Value>(value: unknown, arena: Arena): Value => opened(value, arena) as Value

function opened(value: unknown, arena: Arena): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (Array.isArray(value)) return value.map((one) => opened(one, arena))
  const fields: Record<string, unknown> = { ...value }
  const name = fields[CLASS]
  if (name === 'Arena') return arena
  const type = Object.entries(CLASSES).find(([known]) => known === name)?.[1]
  const own = Object.entries(type ? Object(fields[FIELDS]) : fields)
  const read = Object.fromEntries(own.map(([field, one]) => [field, opened(one, arena)]))
  return type ? Object.assign(Object.create(type.prototype), read) : read
}

import { ViewTable, type VisitorViews } from '../../../engine/alternatives/view-table.ts'
import { findViewedTogether, type ViewedTogether } from '../../../engine/alternatives/viewed-together.ts'
import { Arena } from '../../../engine/data/arena.ts'
import { run } from '../mine/a-shop.ts'

/** What a test says of a visitor; each is of a group of addresses of its own unless it says otherwise. */
export type TestVisitor = {
  viewed: readonly number[]
  day?: number
  group?: number
  /** Bought on the same day; a visitor who bought is proved to be a buyer. */
  bought?: readonly number[]
}

/** Returns `count` visitors, whose days alternate between four. */
export const visitors = (count: number, one: TestVisitor, group = 1_000): VisitorViews[] =>
  Array.from({ length: count }, (_, n) => ({
    group: one.group ?? group + n,
    isBuyer: one.bought !== undefined,
    days: [{ day: one.day ?? 20_000 + (n % 4), viewed: one.viewed, bought: one.bought ?? [] }],
  }))

/** Returns what these visitors viewed together, in a catalogue of so many items. */
export function viewedTogether(items: number, all: readonly VisitorViews[]): ViewedTogether {
  const arena = new Arena()
  const table = new ViewTable(arena)
  for (const visitor of all) table.add(visitor)
  const found = run(findViewedTogether(table, items, arena))
  arena.releaseAll()
  return found
}

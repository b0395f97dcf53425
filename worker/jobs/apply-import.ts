import * as v from 'valibot'
import type { ImportRow, RowError, Tally } from '../../schema/imports.ts'
import { item, items } from '../../schema/items.ts'
import { orders } from '../../schema/orders.ts'
import { relations } from '../../schema/relations.ts'
import {
  type Fragment,
  type ItemFragment,
  type OrderFragment,
  type RelationFragment,
  wholeItem,
  wholeOrder,
} from '../import/fragments.ts'
import { masked } from '../import/problems.ts'
import { type Applied, applyBucket, finishImport, readBucket, readImport } from '../store/imports.ts'
import { itemCells } from '../store/items.ts'
import type { Store } from '../store/open.ts'
import { countStanding, hasOrders } from '../store/orders.ts'
import { relationCells } from '../store/relations.ts'
import { readShop } from '../store/shops.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { HandOver, type Hold, LostLease } from './hold.ts'
import { queueModel } from './queue-model.ts'

/** Buckets that one invocation applies: each asks D1 about ten statements. */
const BUCKETS_A_TURN = 60

/** Applies an upload bucket by bucket; killed anywhere, the next to come goes on where this one stopped. */
export async function applyImport(store: Store, import_id: string, hold: Hold): Promise<void> {
  const shop = await readShop(store)
  let row = await readImport(store, import_id)
  if (!shop || row?.status !== 'applying') return
  const catalogue = row.kind === 'relations' ? await readCatalogue(store) : undefined
  for (let turn = 0; ; turn += 1) {
    if (turn === BUCKETS_A_TURN) throw new HandOver()
    const waiting = await readBucket(store, import_id)
    if (!waiting) break
    const fragments = waiting.pieces.flatMap((piece): Fragment[] => JSON.parse(piece))
    await hold.pause()
    const put = putTogether(row, byKey(fragments), shop.currency, catalogue)
    const standing = await countStanding(store, put.returned ?? [])
    const tally = standing > 0 ? { ...put.tally, returned: (put.tally.returned ?? 0) + standing } : put.tally
    const next = await applyBucket(store, row, { ...put, tally, bucket: waiting.bucket })
    if (!next) throw new LostLease()
    row = next
    await hold.pause()
  }
  // Relations are read as they stand; only items and orders change what mining makes.
  const matters = row.written > 0 && !row.dry_run && row.kind !== 'relations'
  if (matters && (await hasOrders(store))) await queueModel(store, 'import', Date.now())
  // Last, so that a worker that dies before it leaves the wish for a model to the next.
  await finishImport(store, import_id, Date.now(), null)
}

function byKey(fragments: readonly Fragment[]): Map<string, Fragment[]> {
  const grouped = new Map<string, Fragment[]>()
  for (const fragment of fragments) {
    const group = grouped.get(fragment.key)
    if (group) group.push(fragment)
    else grouped.set(fragment.key, [fragment])
  }
  return grouped
}

type Put = Omit<Applied, 'bucket'>

function putTogether(
  row: ImportRow,
  groups: Map<string, Fragment[]>,
  currency: string,
  catalogue: Catalogue | undefined,
): Put {
  switch (row.kind) {
    case 'orders':
      return putOrders(row.tally, groups, currency)
    case 'items':
      return putItems(row.tally, groups)
    case 'relations':
      return putRelations(row.tally, groups, catalogue)
  }
}

const isOrder = (fragment: Fragment): fragment is OrderFragment => !('row' in fragment)
const isItem = (fragment: Fragment): fragment is ItemFragment => 'fields' in fragment
const isRelation = (fragment: Fragment): fragment is RelationFragment => 'relation' in fragment

const least = (a: number | undefined, b: number) => (a === undefined ? b : Math.min(a, b))
const most = (a: number | undefined, b: number) => (a === undefined ? b : Math.max(a, b))

/** The counts so far, to be counted on. */
function continued(before: Tally) {
  const tally: Tally = { ...before, dropped: { ...before.dropped } }
  const drop = (reason: string) => {
    tally.dropped[reason] = (tally.dropped[reason] ?? 0) + 1
  }
  return { tally, drop }
}

function putOrders(before: Tally, groups: Map<string, Fragment[]>, currency: string): Put {
  const { tally, drop } = continued(before)
  tally.found += groups.size
  const returned: string[] = []
  const cells = []
  for (const [key, fragments] of groups) {
    const order = wholeOrder(key, fragments.filter(isOrder), currency)
    if (order.ordered_at !== null) {
      tally.first_order_at = least(tally.first_order_at, order.ordered_at)
      tally.last_order_at = most(tally.last_order_at, order.ordered_at)
    }
    if (order.lines.length === 0) {
      drop('no_line_left')
      returned.push(key)
      continue
    }
    // Kept, so that a later file can correct it, but no order to learn from.
    if (order.status !== 'paid' && order.status !== 'pending') drop(order.status)
    else if (order.lines.length > 1) tally.orders_with_two = (tally.orders_with_two ?? 0) + 1
    cells.push(order)
  }
  return { table: orders, cells, tally, errors: [], returned }
}

function putItems(before: Tally, groups: Map<string, Fragment[]>): Put {
  const { tally, drop } = continued(before)
  tally.found += groups.size
  tally.variants ??= 0
  const errors: RowError[] = []
  const cells = []
  for (const [key, fragments] of groups) {
    const ours = fragments.filter(isItem)
    const checked = v.safeParse(item, wholeItem(key, ours))
    if (checked.success) {
      cells.push(itemCells(checked.output))
      tally.variants += checked.output.variants.length
      continue
    }
    drop('bad_item')
    const [issue] = checked.issues
    const column = issue.path?.map((step) => String(step.key)).join('.') ?? ''
    const message = `${issue.message} (item ${key})`
    errors.push({ row: ours[0]?.row ?? 0, column, code: 'bad_item', message, value: '' })
  }
  return { table: items, cells, tally, errors }
}

function putRelations(before: Tally, groups: Map<string, Fragment[]>, catalogue: Catalogue | undefined): Put {
  const { tally, drop } = continued(before)
  const errors: RowError[] = []
  const cells = new Map<string, ReturnType<typeof relationCells>>()
  for (const { row, relation } of [...groups.values()].flat().filter(isRelation)) {
    const item_id = catalogue?.idOf(`i:${relation.item_id}`)
    const related_item_id = catalogue?.idOf(`i:${relation.related_item_id}`)
    if (item_id === undefined || related_item_id === undefined) {
      const column = item_id === undefined ? 'item_id' : 'related_item_id'
      const message = 'The catalogue has no such item. Upload the catalogue first, or correct the id.'
      errors.push({ row, column, code: 'unknown_item', message, value: masked(relation[column]) })
      tally.found += 1
      drop('unknown_item')
      continue
    }
    // Two variants of one item are one item: nothing is related to itself.
    if (item_id === related_item_id) {
      tally.found += 1
      drop('same_item')
      continue
    }
    const cell = relationCells({ ...relation, item_id, related_item_id })
    cells.set(`${item_id}\n${related_item_id}\n${relation.relationship_type}`, cell)
  }
  tally.found += cells.size
  return { table: relations, cells: [...cells.values()], tally, errors }
}

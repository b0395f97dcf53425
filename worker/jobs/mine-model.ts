import { createHash, type Hash } from 'node:crypto'
import type { Baskets } from '../../engine/mine/baskets.ts'
import { arrayBytes, MOST_ARRAY_BYTES } from '../../engine/mine/bytes.ts'
import { MOST_COMPANIONS } from '../../engine/mine/companions.ts'
import { faultsOf, faultsOfModel } from '../../engine/mine/gate.ts'
import { type MinedList, mine } from '../../engine/mine/mine.ts'
import { OrderTable } from '../../engine/mine/table.ts'
import type { List } from '../../schema/lists.ts'
import type { MiningSettings, ModelCounts } from '../../schema/models.ts'
import { type SlotLease, takeSlot, type Written, writeLists } from '../store/lists.ts'
import { changeModel, leaveSlot, publish, readModel, readSlots } from '../store/models.ts'
import type { Store } from '../store/open.ts'
import { countOrderDays, type OrderDay, readMinedOrders } from '../store/orders.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { type Hold, LostLease } from './hold.ts'

const DAY = 86_400_000
/** Fewest lists written in one go: about 200 kB, so that the statement stays short. */
const LISTS_A_WRITE = 60
/** Most portions of one run: D1 answers 1,000 statements to one invocation. */
const MOST_WRITES = 200
/** Below so many a panel hides (engine/rank/ladder.ts). */
const FEWEST_SHOWN = 2
/** Lines of orders read in one go, about 250 kB. */
const LINES_A_READ = 10_000

/** Mines the shop's orders into the idle slot, checks what came out, and publishes it. */
export async function mineModel(store: Store, model_id: string, hold: Hold): Promise<void> {
  const model = await readModel(store, model_id)
  if (!model || (model.status !== 'queued' && model.status !== 'running')) return
  await changeModel(store, model_id, { status: 'running' })
  // Before the first order is read: what comes from here on asks for the next run.
  const new_orders = (await readSlots(store))?.new_orders ?? 0
  const catalogue = await readCatalogue(store)
  await hold.pause()
  const filled = await fillTable(store, catalogue, model.settings, hold)
  const baskets = await closeTable(filled.table, hold)
  const lease = await takeSlot(store, model_id)
  const made = await writeModel(store, lease, baskets, catalogue, model.settings, hold)
  const counted = { customers: baskets.customers, array_bytes: baskets.bytes.peak }
  const counts: ModelCounts = { ...filled.counts, ...made.counts, ...counted }
  const live = await readLiveCounts(store)
  const refusals = [...made.faults, ...faultsOfModel(counts, live)]
  if (refusals.length > 0) {
    await leaveSlot(store, model_id, new_orders)
    await changeModel(store, model_id, {
      status: 'refused',
      finished_at: Date.now(),
      counts,
      hash: made.hash,
      refusals,
    })
    return
  }
  const facts = { counts, hash: made.hash, now: Date.now(), new_orders }
  if (!(await publish(store, lease, facts))) throw new LostLease()
}

async function closeTable(table: OrderTable, hold: Hold): Promise<Baskets> {
  const steps = table.closing()
  let step = steps.next()
  for (; !step.done; step = steps.next()) await hold.pause()
  return step.value
}

async function readLiveCounts(store: Store): Promise<ModelCounts | undefined> {
  const slots = await readSlots(store)
  if (!slots?.live_model) return undefined
  return (await readModel(store, slots.live_model))?.counts ?? undefined
}

type Window = { from: number; orders: number; lines: number; left_out: number }

/** How far back the run looks: the stored window before the newest order, or as far as memory allows. */
export function chooseWindow(days: readonly OrderDay[], items: number, settings: MiningSettings): Window {
  const newest = days.reduce((latest, { newest: at }) => Math.max(latest, at ?? 0), 0)
  const first = Math.floor((newest - settings.window_days * DAY) / DAY)
  const window: Window = { from: newest, orders: 0, lines: 0, left_out: 0 }
  let full = false
  for (const { day, orders, lines } of days) {
    if (day !== null && day < first) continue
    full ||= arrayBytes(window.orders + orders, window.lines + lines, items) > MOST_ARRAY_BYTES
    if (full) {
      window.left_out += orders
      continue
    }
    window.orders += orders
    window.lines += lines
    if (day !== null) window.from = day * DAY
  }
  return window
}

type Filled = {
  table: OrderTable
  counts: Pick<
    ModelCounts,
    | 'orders'
    | 'orders_with_two'
    | 'lines'
    | 'lines_unmatched'
    | 'lines_matched'
    | 'orders_left_out'
    | 'first_order_at'
    | 'last_order_at'
  >
}

async function fillTable(
  store: Store,
  catalogue: Catalogue,
  settings: MiningSettings,
  hold: Hold,
): Promise<Filled> {
  const window = chooseWindow(await countOrderDays(store), catalogue.ids.length, settings)
  const table = new OrderTable(catalogue.ids, window.orders, window.lines)
  const counts: Filled['counts'] = {
    orders: 0,
    orders_with_two: 0,
    lines: 0,
    lines_unmatched: 0,
    lines_matched: { id: 0, sku: 0, name: 0 },
    orders_left_out: window.left_out,
    first_order_at: null,
    last_order_at: null,
  }
  const page_size = Math.round((LINES_A_READ * window.orders) / Math.max(1, window.lines))
  for await (const page of readMinedOrders(store, window.from, page_size)) {
    for (const { at, customer, lines } of page) {
      const items = new Set<number>()
      const unknown = new Set<string>()
      for (const [reference] of lines) {
        const match = catalogue.matchOf(reference)
        if (match === 'nothing') unknown.add(reference)
        else {
          items.add(catalogue.numberOf(reference))
          counts.lines_matched[match] += 1
        }
      }
      const size = items.size + unknown.size
      // Orders that arrived since the days were counted wait for the next run.
      if (!table.add({ at, customer, items: [...items], size })) counts.orders_left_out += 1
      counts.orders_with_two += size > 1 ? 1 : 0
      counts.lines_unmatched += unknown.size
      if (at !== null) {
        counts.first_order_at = Math.min(counts.first_order_at ?? at, at)
        counts.last_order_at = Math.max(counts.last_order_at ?? at, at)
      }
    }
    await hold.pause()
  }
  return { table, counts: { ...counts, orders: table.orders, lines: table.lines } }
}

type Made = {
  faults: string[]
  hash: string
  counts: Pick<
    ModelCounts,
    | 'items'
    | 'items_bought'
    | 'items_ready'
    | 'items_pooled'
    | 'items_fallback'
    | 'pairs'
    | 'pairs_of_three'
    | 'lists'
    | 'lists_written'
    | 'lists_deleted'
  >
}

async function writeModel(
  store: Store,
  lease: SlotLease,
  baskets: Baskets,
  catalogue: Catalogue,
  settings: MiningSettings,
  hold: Hold,
): Promise<Made> {
  const writer = new Writer(store, lease, catalogue)
  const lists = mine(baskets, catalogue.categories, settings)
  let next = lists.next()
  for (; !next.done; next = lists.next()) {
    if (next.value === undefined) await hold.pause()
    else if (writer.add(next.value)) {
      await writer.flush(false)
      await hold.pause()
    }
  }
  await writer.finish()
  const bought = catalogue.ids.filter((_, item) => baskets.ordersOf(item) > 0).length
  const { written, deleted } = writer.written
  return {
    faults: [...writer.faults],
    hash: writer.hash.digest('hex'),
    counts: {
      items: catalogue.ids.length,
      items_bought: bought,
      ...writer.readiness(),
      pairs: next.value.pairs,
      pairs_of_three: next.value.often / 2,
      lists: writer.lists,
      lists_written: written,
      lists_deleted: deleted,
    },
  }
}

const KINDS = ['item', 'category', 'shop'] as const

/** Takes lists in order, checks and hashes each, and writes them in portions. */
class Writer {
  readonly faults = new Set<string>()
  readonly hash: Hash = createHash('sha256')
  readonly written: Written = { written: 0, deleted: 0 }
  lists = 0
  private ready = 0
  /** Items that have no list of their own, counted by the category whose list serves them. */
  private readonly ofCategory = new Map<string, number>()
  private readonly pooled = new Set<string>()
  private held: List[] = []
  private kind = 0
  private after: string | undefined
  private readonly store: Store
  private readonly lease: SlotLease
  private readonly catalogue: Catalogue
  private readonly known: Set<string>

  constructor(store: Store, lease: SlotLease, catalogue: Catalogue) {
    this.store = store
    this.lease = lease
    this.catalogue = catalogue
    this.known = new Set(catalogue.ids)
    for (const category of catalogue.categories) this.countIn(category, 1)
  }

  /** True when it is time to flush. */
  add(mined: MinedList): boolean {
    const list = this.named(mined)
    for (const fault of faultsOf(list, (id) => this.known.has(id), MOST_COMPANIONS)) this.faults.add(fault)
    this.hash.update(`${JSON.stringify(list)}\n`)
    this.lists += 1
    this.noteReadiness(mined)
    this.held.push(list)
    return this.held.length >= Math.max(LISTS_A_WRITE, this.known.size / MOST_WRITES)
  }

  /** How many items an answer can rest on what for. */
  readiness(): Pick<ModelCounts, 'items_ready' | 'items_pooled' | 'items_fallback'> {
    let items_pooled = 0
    for (const category of this.pooled) items_pooled += this.ofCategory.get(category) ?? 0
    const items_fallback = this.known.size - this.ready - items_pooled
    return { items_ready: this.ready, items_pooled, items_fallback }
  }

  private noteReadiness({ kind, key, companions }: MinedList): void {
    if (companions.length < FEWEST_SHOWN) return
    if (kind === 'category') this.pooled.add(String(key))
    if (kind !== 'item') return
    this.ready += 1
    this.countIn(this.catalogue.categories[Number(key)] ?? '', -1)
  }

  private countIn(category: string, items: number): void {
    this.ofCategory.set(category, (this.ofCategory.get(category) ?? 0) + items)
  }

  /** Writes what is held; `last` also deletes all that lies behind it in its kind. */
  async flush(last: boolean): Promise<void> {
    while (this.held.length > 0) {
      const kind = KINDS[this.kind] ?? 'shop'
      const rows = this.held.filter((list) => list.kind === kind)
      this.held = this.held.filter((list) => list.kind !== kind)
      const ended = this.held.length > 0
      await this.write(kind, rows, ended || last)
      if (ended) this.nextKind()
    }
  }

  /** Writes the rest and empties the kinds that had no list. */
  async finish(): Promise<void> {
    await this.flush(true)
    for (; this.kind < KINDS.length; this.nextKind()) await this.write(KINDS[this.kind] ?? 'shop', [], true)
  }

  private nextKind(): void {
    this.kind += 1
    this.after = undefined
  }

  private async write(kind: List['kind'], rows: readonly List[], last: boolean): Promise<void> {
    const { written, deleted } = await writeLists(this.store, this.lease, kind, rows, this.after, last)
    this.written.written += written
    this.written.deleted += deleted
    this.after = rows.at(-1)?.key ?? this.after
  }

  private named({ kind, key, seed_orders, companions }: MinedList): List {
    const id = (number: number) => this.catalogue.ids[number] ?? ''
    return {
      kind,
      key: typeof key === 'number' ? id(key) : key,
      seed_orders,
      companions: companions.map(({ item, ...rest }) => ({ item_id: id(item), ...rest })),
    }
  }
}

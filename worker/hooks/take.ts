import * as v from 'valibot'
import type { Platform } from '../../schema/hooks.ts'
import { item } from '../../schema/items.ts'
import type { Shop } from '../../schema/shops.ts'
import { PairwellError } from '../http/problem.ts'
import { RowProblem } from '../import/problems.ts'
import { itemCells, itemOfRow } from '../store/items.ts'
import type { Store } from '../store/open.ts'
import {
  erasedAre,
  itemStandsAsOf,
  type KeptRecord,
  type RecordKey,
  readItemBase,
  readOrderBase,
  readRecords,
  type Seen,
  type Taken,
  writeTaken,
} from '../store/platform-records.ts'
import { type Draft, itemOf, orderOf, restocked } from './compose.ts'
import type { Message } from './message.ts'
import {
  goneSince,
  joinOrders,
  joinProducts,
  joinStocks,
  type OrderState,
  type ProductState,
  type StockState,
} from './states.ts'

type ProductMessage = Extract<Message, { about: 'product' }>
type StockMessage = Extract<Message, { about: 'stock' }>
type OrderMessage = Extract<Message, { about: 'order' }>
/** The messages that are kept as records. */
export type RecordMessage = ProductMessage | StockMessage | OrderMessage

/** What taking needs to know of the hook. */
export type Hook = { store: Store; shop: Shop; platform: Platform; topic: string; now: number }

/** Messages about one thing that come at once get into each other's way; each gives way so often. */
const MOST_TRIES = 5

/**
 * Joins a message to what the platform has said before and writes the row that comes of it. False when it says nothing
 * new.
 * @throws {RowProblem} when what it says makes no item or order
 * @throws {PairwellError} `unavailable` when too many messages about the same thing come at once
 */
export async function take(hook: Hook, message: RecordMessage): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const step = await stepOf(hook, message)
    if (step === 'late') return false
    if (await writeTaken(hook.store, hook, step.seen, step.taken)) return true
  }
  throw new PairwellError('unavailable', 'Too many messages about the same thing at once. Send it again.')
}

type Step = 'late' | { seen: Seen; taken: Taken }

function stepOf(hook: Hook, message: RecordMessage): Promise<Step> {
  switch (message.about) {
    case 'product':
      return stepOfProduct(hook, message)
    case 'stock':
      return stepOfStock(hook, message)
    case 'order':
      return stepOfOrder(hook, message)
  }
}

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The records that were asked for, by name; one that is not there has the version 0. */
class Records {
  readonly seen: Seen['records']
  private readonly found: Map<string, KeptRecord>

  constructor(keys: readonly RecordKey[], records: readonly KeptRecord[]) {
    this.found = new Map(records.map((record) => [`${record.kind} ${record.platform_id}`, record]))
    this.seen = keys.map(([kind, id]) => [kind, id, this.get(kind, id)?.version ?? 0])
  }

  get(kind: RecordKey[0], id: string): KeptRecord | undefined {
    return this.found.get(`${kind} ${id}`)
  }
}

async function recordsOf({ store, platform }: Hook, keys: readonly RecordKey[]): Promise<Records> {
  return new Records(keys, await readRecords(store, platform, keys))
}

const productState = (record: KeptRecord | undefined): ProductState => JSON.parse(record?.state ?? '{}')
const orderState = (record: KeptRecord | undefined): OrderState => JSON.parse(record?.state ?? '{}')
const stockState = (record: KeptRecord | undefined): StockState =>
  JSON.parse(record?.state ?? '{"levels":{}}')

const latest = (times: Iterable<number>): number => [...times].reduce((most, at) => Math.max(most, at), 0)

const endsOf = (ends: ProductState['ends']) => Object.values(ends ?? {}).map(({ at }) => at)

/** The newest word in a product's state. */
const productAsOf = ({ word, ends, variations }: ProductState): number =>
  latest([
    word?.as_of ?? 0,
    ...endsOf(ends),
    ...Object.values(variations ?? {}).flatMap((one) => [one.word?.as_of ?? 0, ...endsOf(one.ends)]),
  ])

const stockAsOf = ({ levels }: StockState): number => latest(Object.values(levels).map(({ as_of }) => as_of))

/** When a row's word is not ours it is that of a file, or of the merchant: nothing older counts. */
const foreign = (row: { as_of: number } | undefined, record: KeptRecord | undefined): number =>
  row && row.as_of !== record?.as_of ? row.as_of : 0

/** @throws {RowProblem} `bad_item` */
function checked(draft: Draft | undefined, as_of: number) {
  if (!draft) return undefined
  const read = v.safeParse(item, draft)
  if (read.success) return itemCells(read.output, as_of)
  const [issue] = read.issues
  const field = issue.path?.map((step) => String(step.key)).join('.') ?? ''
  throw new RowProblem('bad_item', field, `The product makes no item. "${field}": ${issue.message}`)
}

async function stepOfProduct(hook: Hook, message: ProductMessage): Promise<Step> {
  const { id, variation } = message
  const keys: RecordKey[] = [
    ['product', id],
    ...(variation === undefined ? [] : [['product', variation] as const]),
    ...message.stock_ids.map((stock) => ['stock', stock] as const),
  ]
  const records = await recordsOf(hook, keys)
  const own = records.get('product', id)
  if (variation === undefined && isVariation(hook, own))
    return await stepOfProduct(hook, toParent(message, own))
  const pointer = variation === undefined ? undefined : records.get('product', variation)
  const part = withTombstone(message, pointer)
  const before = productState(own)
  const state = joinProducts(before, part)
  if (own && same(state, before)) return 'late'
  const item_id = state.word?.item_id ?? own?.target_id ?? (hook.platform === 'woocommerce' ? id : '')
  const { row, catalogue_at } = await readItemBase(hook.store, item_id)
  const base = latest([own?.base_at ?? 0, foreign(row, own), catalogue_at])
  const levels = new Map(message.stock_ids.map((stock) => [stock, stockState(records.get('stock', stock))]))
  const counted = new Map([...levels].filter(([, { levels }]) => Object.keys(levels).length > 0))
  const as_of = latest([own?.as_of ?? 0, productAsOf(state), ...[...counted.values()].map(stockAsOf)])
  const around = { before: row && itemOfRow(row), base }
  const cells = item_id === '' ? undefined : checked(itemOf(item_id, state, counted, around), as_of)
  const retired = retiredBy(before, part, state, as_of)
  const product = { kind: 'product', platform_id: id, as_of, base_at: base, version: 0 } as const
  const kept: KeptRecord[] = [
    { ...product, target_id: item_id, state: JSON.stringify(state) },
    ...message.stock_ids.flatMap((stock) => linked(records.get('stock', stock), stock, id)),
    ...(variation === undefined ? [] : [pointerTo(variation, id, part)]),
  ]
  const seen = { records: records.seen, more: [itemStandsAsOf(hook.store, item_id, row?.as_of)] }
  return { seen, taken: { records: kept, ...(cells && { item: cells }), ...(retired && { retired }) } }
}

/** WooCommerce deletes a variation by its own number: the record of that number knows its product. */
const isVariation = ({ platform }: Hook, own: KeptRecord | undefined): own is KeptRecord =>
  platform === 'woocommerce' && own !== undefined && own.target_id !== '' && own.target_id !== own.platform_id

function toParent(message: ProductMessage, own: KeptRecord): ProductMessage {
  const ends = message.part.ends ?? {}
  return {
    ...message,
    id: own.target_id,
    variation: message.id,
    part: { variations: { [message.id]: { ends } } },
  }
}

/** A variation may have been deleted before anybody knew of which product it is. */
function withTombstone(message: ProductMessage, pointer: KeptRecord | undefined): ProductState {
  const { part, variation } = message
  const { ends } = productState(pointer)
  if (variation === undefined || !ends) return part
  return joinProducts(part, { variations: { [variation]: { ends } } })
}

const pointerTo = (variation: string, product: string, part: ProductState): KeptRecord => {
  const ends = part.variations?.[variation]?.ends
  return {
    kind: 'product',
    platform_id: variation,
    as_of: 0,
    base_at: 0,
    version: 0,
    target_id: product,
    state: JSON.stringify(ends ? { ends } : {}),
  }
}

/** Stock that is counted apart must find its product. */
function linked(record: KeptRecord | undefined, stock: string, product: string): KeptRecord[] {
  if (record?.target_id === product) return []
  const fresh = {
    kind: 'stock',
    platform_id: stock,
    as_of: 0,
    base_at: 0,
    version: 0,
    target_id: '',
  } as const
  return [{ ...fresh, state: '{"levels":{}}', ...record, target_id: product }]
}

/** The item by whose name the product no longer goes: Shopify's handles can be changed. */
function retiredBy(
  before: ProductState,
  part: ProductState,
  { word }: ProductState,
  as_of: number,
): Taken['retired'] {
  const old = [before.word?.item_id, part.word?.item_id].find(
    (name) => name !== undefined && name !== word?.item_id,
  )
  return old === undefined ? undefined : { item_id: old, as_of }
}

async function stepOfStock(hook: Hook, { id, part }: StockMessage): Promise<Step> {
  const [first] = await readRecords(hook.store, hook.platform, [['stock', id]])
  const product = first?.target_id ?? ''
  const keys: RecordKey[] = [['stock', id], ...(product === '' ? [] : [['product', product] as const])]
  const records = product === '' ? new Records(keys, first ? [first] : []) : await recordsOf(hook, keys)
  const own = records.get('stock', id)
  const before = stockState(own)
  const state = joinStocks(before, part)
  if (own && same(state, before)) return 'late'
  const said_at = stockAsOf(state)
  const kept: KeptRecord = {
    kind: 'stock',
    platform_id: id,
    as_of: said_at,
    base_at: 0,
    version: 0,
    target_id: own?.target_id ?? '',
    state: JSON.stringify(state),
  }
  const about = records.get('product', own?.target_id ?? '')
  const { word } = productState(about)
  if (!about || !word) return { seen: { records: records.seen, more: [] }, taken: { records: [kept] } }
  const { row, catalogue_at } = await readItemBase(hook.store, about.target_id)
  const base = latest([about.base_at, foreign(row, about), catalogue_at])
  const as_of = Math.max(about.as_of, said_at)
  const draft = row && restocked(itemOfRow(row), word, id, state, base)
  const cells = checked(draft, as_of)
  const seen = { records: records.seen, more: [itemStandsAsOf(hook.store, about.target_id, row?.as_of)] }
  const taken = { records: [kept, { ...about, as_of, base_at: base }], ...(cells && { item: cells }) }
  return { seen, taken }
}

async function stepOfOrder({ store, shop, platform }: Hook, message: OrderMessage): Promise<Step> {
  const { id, customers } = message
  const named = message.part.word?.order_id ?? ''
  const { record, order, erased } = await readOrderBase(store, platform, id, named, customers)
  const before = orderState(record)
  const customer = before.redacted ? undefined : customers.find((hash) => !erased.includes(hash))
  const { word } = message.part
  const part =
    word && customer !== undefined ? { ...message.part, word: { ...word, customer } } : message.part
  const state = joinOrders(before, part)
  if (record && same(state, before)) return 'late'
  const order_id = state.word?.order_id ?? record?.target_id ?? ''
  const stands = order?.order_id === order_id ? order : undefined
  const base = latest([record?.base_at ?? 0, foreign(stands, record)])
  const as_of = latest([
    record?.as_of ?? 0,
    state.word?.as_of ?? 0,
    ...endsOf(state.ends),
    ...Object.values(state.refunds ?? {}).map((refund) => refund.as_of),
  ])
  const kept = {
    kind: 'order',
    platform_id: id,
    as_of,
    base_at: base,
    version: 0,
    target_id: order_id,
  } as const
  return {
    seen: {
      records: [['order', id, record?.version ?? 0]],
      more: [erasedAre(store, customers, erased.length)],
    },
    taken: {
      records: [{ ...kept, state: JSON.stringify(state) }],
      ...rowOf(state, shop, order_id, base, as_of),
    },
  }
}

/** The order's row; or that none is left of it. */
function rowOf(
  state: OrderState,
  { currency }: Shop,
  order_id: string,
  base: number,
  as_of: number,
): Pick<Taken, 'order' | 'withdrawn'> {
  const whole = orderOf(state, currency, base)
  if (whole && whole.lines.length > 0) return { order: { ...whole, as_of } }
  if (whole) return { withdrawn: { order_id, as_of, status: 'refunded' } }
  const gone = goneSince(state)
  return gone !== undefined && gone >= base && order_id !== ''
    ? { withdrawn: { order_id, as_of, status: 'cancelled' } }
    : {}
}

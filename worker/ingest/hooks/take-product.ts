import * as v from 'valibot'
import { type ItemRow, item } from '../../../schema/catalogue/items.ts'
import { issueText } from '../../../schema/issue-text.ts'
import { itemCells, itemOfRow } from '../../store/catalogue/item-cells.ts'
import {
  itemHasVersion,
  type KeptRecord,
  type RecordKey,
  readItemBase,
  readRecords,
  type Taken,
} from '../../store/orders/platform-records.ts'
import { RowProblem } from '../import/problems.ts'
import { type Draft, itemOf, restocked } from './compose.ts'
import {
  endsOf,
  foreign,
  type Hook,
  latest,
  type ProductMessage,
  productState,
  Records,
  recordsOf,
  type Step,
  type StockMessage,
  same,
  stockState,
} from './records.ts'
import { joinProducts, joinStocks, type ProductState, type StockState } from './states.ts'

/** Time of the newest part of a product's state. */
const productAsOf = ({ word, ends, variations }: ProductState): number =>
  latest([
    word?.as_of ?? 0,
    ...endsOf(ends),
    ...Object.values(variations ?? {}).flatMap((one) => [one.word?.as_of ?? 0, ...endsOf(one.ends)]),
  ])

const stockAsOf = ({ levels }: StockState): number => latest(Object.values(levels).map(({ as_of }) => as_of))

/**
 * Validates an item.
 * @throws {RowProblem} `bad_item`
 */
function checked(draft: Draft | undefined, as_of: number) {
  if (!draft) return undefined
  const read = v.safeParse(item, draft)
  if (read.success) return itemCells(read.output, as_of)
  const [issue] = read.issues
  const field = issue.path?.map((step) => String(step.key)).join('.') ?? ''
  throw new RowProblem(
    'bad_item',
    field,
    `The product is not a valid item. "${field}": ${issueText(issue.message)}`,
  )
}

/**
 * Processes a message about a product or a variation.
 * @throws {RowProblem} `bad_item`
 */
export async function stepOfProduct(hook: Hook, message: ProductMessage): Promise<Step> {
  const records = await recordsOf(hook, keysOfProduct(message))
  const own = records.get('product', message.id)
  if (message.variation === undefined && isVariation(hook, own))
    return await stepOfProduct(hook, toParent(message, own))
  const item_id = itemIdOf(hook, message, records)
  if (item_id === undefined) return 'late'
  const base = await readItemBase(hook.store, item_id)
  const step = productStep(message, item_id, records, base)
  const more = [itemHasVersion(hook.store, item_id, base.row?.as_of)]
  return { seen: { records: records.seen, more }, taken: step }
}

/** Keys of the records that a message about a product concerns. */
export const keysOfProduct = ({ id, variation, stock_ids }: ProductMessage): RecordKey[] => [
  ['product', id],
  ...(variation === undefined ? [] : [['product', variation] as const]),
  ...stock_ids.map((stock) => ['stock', stock] as const),
]

/** The state of the product before and after a message. */
function joinedState({ id, variation, ...message }: ProductMessage, records: Records) {
  const own = records.get('product', id)
  const pointer = variation === undefined ? undefined : records.get('product', variation)
  const part = withTombstone({ id, ...message, ...(variation !== undefined && { variation }) }, pointer)
  const before = productState(own)
  return { own, part, before, state: joinProducts(before, part) }
}

/** The item that a message is about; undefined when the message contains nothing new, '' when the item is unknown. */
export function itemIdOf({ platform }: Pick<Hook, 'platform'>, message: ProductMessage, records: Records) {
  const { own, before, state } = joinedState(message, records)
  if (own && same(state, before)) return undefined
  return state.word?.item_id ?? own?.target_id ?? (platform === 'woocommerce' ? message.id : '')
}

/** The stored item, and the time of the newest complete catalogue. */
export type ItemBase = { row: ItemRow | undefined; catalogue_at: number }

/**
 * What a message about a product changes.
 * @throws {RowProblem} `bad_item`
 */
export function productStep(
  message: ProductMessage,
  item_id: string,
  records: Records,
  { row, catalogue_at }: ItemBase,
): Taken {
  const { id, variation } = message
  const { own, part, before, state } = joinedState(message, records)
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
  return { records: kept, ...(cells && { item: cells }), ...(retired && { retired }) }
}

/** Whether a WooCommerce deletion is of a variation: it contains only the variation's id, whose record names the product. */
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

/** Adds a deletion of the variation that arrived before its product was known. */
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

/** Stores the product in the record of a stock that is counted separately. */
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

/** Id under which the item was stored before Shopify's handle of the product changed. */
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

/** Processes a stock level of one location, which may arrive before its product. */
export async function stepOfStock(hook: Hook, { id, part }: StockMessage): Promise<Step> {
  const [first] = await readRecords(hook.store, hook.platform, [['stock', id]])
  const product = first?.target_id ?? ''
  const keys: RecordKey[] = [['stock', id], ...(product === '' ? [] : [['product', product] as const])]
  const records = product === '' ? new Records(keys, first ? [first] : []) : await recordsOf(hook, keys)
  const own = records.get('stock', id)
  const before = stockState(own)
  const state = joinStocks(before, part)
  if (own && same(state, before)) return 'late'
  const stock_as_of = stockAsOf(state)
  const kept: KeptRecord = {
    kind: 'stock',
    platform_id: id,
    as_of: stock_as_of,
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
  const as_of = Math.max(about.as_of, stock_as_of)
  const draft = row && restocked(itemOfRow(row), word, id, state, base)
  const cells = checked(draft, as_of)
  const seen = { records: records.seen, more: [itemHasVersion(hook.store, about.target_id, row?.as_of)] }
  const taken = { records: [kept, { ...about, as_of, base_at: base }], ...(cells && { item: cells }) }
  return { seen, taken }
}

import { type Item, MAX_ALIASES, type Variant } from '../../../schema/catalogue/items.ts'
import { availabilityOf } from '../import/formats/shopify-products.ts'
import {
  goneSince,
  type ProductSnapshot,
  type ProductState,
  type StockState,
  type VariantSnapshot,
} from './states.ts'

/** State outside the platform's messages that the result depends on. */
export type ComposeContext = {
  /** The stored item; undefined when the catalogue does not contain it. */
  before: Item | undefined
  /** Version of the newest data from another source, UTC milliseconds; older messages are ignored. */
  base: number
}

/** An item before validation; its values come from outside. */
export type Draft = Omit<Partial<Item>, 'variants'> & { item_id: string; variants: Variant[] }

/**
 * Returns the item that results from applying the messages to the stored item; fields that no message mentions stay. Undefined
 * when there is nothing to write, because a file is newer or the product is unknown.
 */
export function itemOf(
  item_id: string,
  state: ProductState,
  levels: ReadonlyMap<string, StockState>,
  around: ComposeContext,
): Draft | undefined {
  const { base } = around
  const gone = goneSince(state)
  const word = state.word && state.word.as_of >= base ? state.word : undefined
  const ended = gone !== undefined && gone >= base
  if (!word && !around.before) return undefined
  const draft = word
    ? overlay(item_id, word, levels, around)
    : { item_id, variants: [], ...(around.before && recounted(around.before, state.word, levels, base)) }
  const variants = withVariations(draft.variants, state, item_id, base)
  return { ...draft, variants, ...(ended && { published: false }) }
}

/** A message too old for its other fields still names the record that counts a variant's stock, and that count may be newer. */
function recounted(
  before: Item,
  word: ProductSnapshot | undefined,
  levels: ReadonlyMap<string, StockState>,
  base: number,
): Item {
  let { variants } = before
  for (const { stock } of word?.variants ?? []) {
    const level = stock && levels.get(stock.id)
    const draft = word && level && restocked({ ...before, variants }, word, stock.id, level, base)
    variants = draft?.variants ?? variants
  }
  return { ...before, variants }
}

function overlay(
  item_id: string,
  word: ProductSnapshot,
  levels: ReadonlyMap<string, StockState>,
  around: ComposeContext,
): Draft {
  const { before } = around
  const stored = new Map(before?.variants.map((variant) => [variant.variant_id, variant]))
  const received = word.variants.map((one) =>
    variantOf(one, word.as_of, levels, stored.get(one.variant.variant_id), around.base),
  )
  const named = new Set(received.map(({ variant_id }) => variant_id))
  // Variants that a message leaves out stay, and so do those of a product whose variants have messages of their own.
  const whole = word.count <= received.length && !word.listed
  const rest = whole ? [] : (before?.variants ?? []).filter(({ variant_id }) => !named.has(variant_id))
  return { ...mergedFields(before, word), item_id, variants: [...received, ...rest] }
}

/** Fields in the message replace the stored ones. */
function mergedFields(before: Item | undefined, word: ProductSnapshot): Omit<Partial<Item>, 'variants'> {
  const { variants: _, ...storedFields } = before ?? { variants: [] }
  const merged: Record<string, unknown> = { ...storedFields }
  for (const [name, value] of Object.entries(word.fields)) {
    if (value === null) delete merged[name]
    else if (value !== undefined) merged[name] = value
  }
  const made: Omit<Partial<Item>, 'variants'> = merged
  const { url, alias } = word.defaults ?? {}
  if (made.url === undefined && url !== undefined) made.url = url
  if (alias !== undefined) made.aliases = [...new Set([...(made.aliases ?? []), alias])].slice(0, MAX_ALIASES)
  const category = categoryOf(before, word)
  const gift_card = made.gift_card ?? /\bgift ?cards?\b/i.test(made.product_type ?? '')
  return { ...made, ...(category !== undefined && { category }), gift_card }
}

/** A message without the category's path keeps the path from a file if it ends in one of the message's category names. */
function categoryOf(before: Item | undefined, { fields, names }: ProductSnapshot): string | undefined {
  if (fields.category) return fields.category
  const path = before?.category
  if (names) {
    const isConsistent = path?.includes(' > ') && names.some((name) => path.endsWith(` > ${name}`))
    return isConsistent ? path : names[0]
  }
  return path !== undefined && path !== before?.product_type ? path : (fields.product_type ?? undefined)
}

/** Messages do not contain the cost, so the stored one stays. */
const costOf = (stored: Variant | undefined) => (stored?.cost === undefined ? {} : { cost: stored.cost })

function variantOf(
  { variant, stock }: VariantSnapshot,
  received_at: number,
  levels: ReadonlyMap<string, StockState>,
  stored: Variant | undefined,
  base: number,
): Variant {
  const kept = costOf(stored)
  if (!stock) return { ...kept, ...variant }
  const { stock: counted, availability: _, ...rest } = variant
  const level = levels.get(stock.id)
  const fresh = level && stockOf(level, stock.oversells, Math.max(received_at, base))
  if (fresh) return { ...kept, ...rest, ...fresh }
  // Newer messages do not say whether the stock is counted. A level without a number, or the stored item, does.
  const uncounted = (level && isUncounted(level)) || (stored && stored.stock === undefined)
  const isCounted = stock.counted ?? !uncounted
  const pieces = isCounted ? counted : undefined
  const availability = availabilityOf(pieces, stock.oversells)
  return { ...kept, ...rest, ...(pieces !== undefined && { stock: pieces }), availability }
}

const isUncounted = ({ levels }: StockState): boolean =>
  Object.values(levels).every(({ available }) => available === null)

/** The item with the stock of one variant taken from its locations; undefined when nothing is newer. */
export function restocked(
  { variants, ...before }: Item,
  word: ProductSnapshot,
  stock_id: string,
  level: StockState,
  base: number,
): Draft | undefined {
  const received = word.variants.find(({ stock }) => stock?.id === stock_id)
  const stored = variants.find(({ variant_id }) => variant_id === received?.variant.variant_id)
  if (!received?.stock || !stored) return undefined
  const { stock: _, availability: __, ...kept } = stored
  const fresh = stockOf(level, received.stock.oversells, base)
  const now =
    word.as_of >= base
      ? variantOf(received, word.as_of, new Map([[stock_id, level]]), stored, base)
      : fresh && { ...kept, ...fresh }
  return now && { ...before, variants: variants.map((one) => (one === stored ? now : one)) }
}

/** Total stock over all locations, if one of them was counted after `base`. */
function stockOf(
  state: StockState,
  oversells: boolean,
  after: number,
): Pick<Variant, 'stock' | 'availability'> | undefined {
  const levels = Object.values(state.levels)
  if (!levels.some(({ as_of }) => as_of > after)) return undefined
  if (isUncounted(state)) return { availability: 'in_stock' }
  const stock = levels.reduce((sum, { available }) => sum + (available ?? 0), 0)
  return { stock, availability: availabilityOf(stock, oversells) }
}

/** Adds variants that have messages of their own, removes deleted ones, and sorts them in the shop's order. */
function withVariations(
  variants: readonly Variant[],
  { word, variations = {} }: ProductState,
  item_id: string,
  base: number,
): Variant[] {
  const whole = word && word.as_of >= base ? word : undefined
  if (!whole?.listed && Object.keys(variations).length === 0) return [...variants]
  const byId = new Map(variants.map((variant) => [variant.variant_id, variant]))
  for (const [id, state] of Object.entries(variations)) {
    const gone = goneSince(state)
    if (gone !== undefined && gone >= base) byId.delete(id)
    else if (state.word && state.word.as_of >= base) {
      byId.set(id, { ...costOf(byId.get(id)), ...state.word.variant })
    }
  }
  for (const id of whole ? byId.keys() : []) {
    // A variant that the product no longer lists is removed, unless a message about the variant is newer.
    const changedAt = variations[id]?.word?.as_of ?? 0
    if (id !== item_id && whole && !whole.listed?.includes(id) && changedAt <= whole.as_of) byId.delete(id)
  }
  // The product itself is sold as a variant only while no variant is known.
  if (byId.size > 1) byId.delete(item_id)
  const place = (id: string) => {
    const at = whole?.listed?.indexOf(id) ?? -1
    return at < 0 ? Number.MAX_SAFE_INTEGER : at
  }
  return [...byId.values()].sort(
    (a, b) => place(a.variant_id) - place(b.variant_id) || Number(a.variant_id) - Number(b.variant_id) || 0,
  )
}

import { POPULAR_ITEMS } from '../../engine/choice/best-items.ts'
import { familyFacts } from '../../engine/choice/family-facts.ts'
import { type FamilyNames, familyNameOf, familyNames } from '../../engine/choice/family-names.ts'
import { packFacts } from '../../engine/choice/pack-facts.ts'
import { fitPropensities } from '../../engine/choice/propensity-model.ts'
import { Purchases } from '../../engine/choice/purchases.ts'
import { DAY } from '../../vocabulary/time.ts'
import { drained, type JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { FEATURES, type StoredModel, WINDOW_DAYS } from './model.ts'
import { readBuyerPage } from './person-purchases.ts'
import type { ScoreCatalogue } from './score-catalogue.ts'

/** Customers that the model is fitted on, and bytes of their purchases. */
const MAX_CUSTOMERS = 200_000
const MAX_BYTES = 20_000_000
/** Keys of one read. */
const PAGE = 1_000
/** Families and brands that are told apart: the most bought. */
const MOST = { families: 200, brands: 255 }
/** Customers below which nothing is fitted. */
export const MIN_CUSTOMERS = 100
/** Items of each family that are candidates of everybody, besides the most bought ones of all. */
const POPULAR_OF_FAMILY = 3

/** What a fit gives; no model where the orders are too few or span too little time. */
export type Fitted = { fitted: number; families: string[]; model: StoredModel | null }

/** Fits the shop's model on a random sample of its customers. */
export async function fitModel(
  store: Store,
  catalogue: ScoreCatalogue,
  currency: string,
  now: number,
  lease: JobLease,
): Promise<Fitted> {
  const names = await drained(familyNames(catalogue.named, MOST.families), lease)
  const labels = catalogue.named.map((item) => familyNameOf(item, names))
  const sample = await readSample(store, catalogue, currency, labels, lease)
  const { purchases } = sample
  const families = mostBought(labels, sample.itemOrders).slice(0, MOST.families)
  const brands = ['', ...mostBought(catalogue.brands, sample.itemOrders).slice(0, MOST.brands)]
  const nothing: Fitted = { fitted: purchases.people, families, model: null }
  if (purchases.people < MIN_CUSTOMERS || families.length < 2) return nothing
  purchases.renumber(renumbering(sample.families, families, -1), renumbering(sample.brands, brands, 0))
  const today = Math.floor(now / DAY)
  const shape = { families: families.length, brands: brands.length - 1 }
  const fit = await drained(fitPropensities(purchases, today, WINDOW_DAYS, shape), lease)
  if (!fit) return nothing
  const facts = await drained(familyFacts(purchases, today, shape.families, shape.brands), lease)
  const popular = popularItems(catalogue, sample, labels, families)
  const model: StoredModel = {
    window_days: WINDOW_DAYS,
    features: FEATURES,
    ...{ fit, names, brands, popular, facts: packFacts(facts) },
  }
  return { ...nothing, model }
}

/** The purchases of a sample under preliminary numbers, and the orders of each item. */
type Sample = {
  purchases: Purchases
  families: string[]
  brands: string[]
  itemOrders: Uint32Array
  orders: number
}

async function readSample(
  store: Store,
  catalogue: ScoreCatalogue,
  currency: string,
  labels: readonly string[],
  lease: JobLease,
): Promise<Sample> {
  const families = numbered(labels)
  const brands = numbered(catalogue.brands)
  const numbering = {
    familyOf: (item: number) => (labels[item] ? (families.numbers.get(labels[item] ?? '') ?? -1) : -1),
    brandOf: (item: number) => brands.numbers.get(catalogue.brands[item] ?? '') ?? 0,
  }
  const purchases = new Purchases()
  const itemOrders = new Uint32Array(catalogue.ids.length)
  let orders = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = await readBuyerPage(store, after, PAGE, currency, catalogue, numbering)
    for (const { purchases: own, items, orders: ofPerson } of page.bought) {
      purchases.add(own)
      orders += ofPerson
      for (const [item, times] of items) itemOrders[item] = (itemOrders[item] ?? 0) + times.length
    }
    await lease.pause()
    const isFull = purchases.people >= MAX_CUSTOMERS || purchases.bytes >= MAX_BYTES
    after = isFull ? undefined : page.last
  }
  return { purchases, families: families.names, brands: brands.names, itemOrders, orders }
}

/** Largest number of a family or brand before the most bought are known: they are stored in 16 bits. */
const MAX_NUMBER = 65_535

/** The distinct names by number, '' first. */
function numbered(all: readonly string[]): { names: string[]; numbers: Map<string, number> } {
  const names = [...new Set(['', ...all])].slice(0, MAX_NUMBER)
  return { names, numbers: new Map(names.map((name, number) => [name, number])) }
}

/** New numbers by old ones; `none` for names that are not among the new ones. */
function renumbering(old: readonly string[], names: readonly string[], none: number): Int32Array {
  const numbers = new Map(names.map((name, number) => [name, number]))
  return Int32Array.from(old, (name) => (name === '' ? none : (numbers.get(name) ?? none)))
}

/** Names by the orders of their items, without ''. */
function mostBought(labels: readonly string[], itemOrders: Uint32Array): string[] {
  const counts = new Map<string, number>()
  for (const [item, label] of labels.entries()) {
    const orders = itemOrders[item] ?? 0
    if (label !== '' && orders > 0) counts.set(label, (counts.get(label) ?? 0) + orders)
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([label]) => label)
}

function popularItems(
  { ids, offered }: ScoreCatalogue,
  { itemOrders, orders }: Sample,
  labels: readonly string[],
  families: readonly string[],
): StoredModel['popular'] {
  const numbers = new Map(families.map((name, number) => [name, number]))
  const sold = [...itemOrders.keys()].filter((item) => (itemOrders[item] ?? 0) > 0 && offered[item])
  sold.sort((a, b) => (itemOrders[b] ?? 0) - (itemOrders[a] ?? 0) || a - b)
  const ofFamily = new Map<number, number>()
  return sold.flatMap((item, rank): StoredModel['popular'] => {
    const family = numbers.get(labels[item] ?? '') ?? -1
    const before = ofFamily.get(family) ?? 0
    ofFamily.set(family, before + 1)
    const isPopular = rank < POPULAR_ITEMS || (family >= 0 && before < POPULAR_OF_FAMILY)
    const share = Number(((itemOrders[item] ?? 0) / orders).toPrecision(4))
    return isPopular ? [[ids[item] ?? '', share, family]] : []
  })
}

/** The family's number of each item; −1 for none of the model's. */
export function familiesOf(
  { named }: ScoreCatalogue,
  names: FamilyNames,
  families: readonly string[],
): Int32Array {
  const numbers = new Map(families.map((name, number) => [name, number]))
  return Int32Array.from(named, (item) => numbers.get(familyNameOf(item, names)) ?? -1)
}

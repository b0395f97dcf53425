import { hash53 } from '../../engine/numbers/hash.ts'
import { letOthersRun } from '../jobs/lease/pace.ts'
import { bareDigits } from '../store/catalogue/bare-digits.ts'
import { type NamedItem, readNames } from '../store/catalogue/items.ts'
import type { Store } from '../store/open.ts'

/** Resolves the references of order lines and relations to items. */
export type Catalogue = {
  /** Item ids in ascending order; the index is the item's number in the engine. */
  ids: string[]
  /** Category path of each item, '' for none. */
  categories: string[]
  /** Item number of a stored reference, looked up first by its kind, then by the other names; -1 for none. */
  numberOf(reference: string): number
  /** Item id of a stored reference. */
  idOf(reference: string): string | undefined
  /** The same with the kind of name under which the reference was found. */
  find(reference: string): Found
}

/** Kind of name under which a reference was found. */
export type Match = 'id' | 'sku' | 'name' | 'nothing'

export type Found = { match: Match; number: number }

/** Kinds of names; the first three are Matches, the others count as ids. */
type NameKind = 'id' | 'sku' | 'platform' | 'gtin' | 'alias' | 'name' | 'loose'

/** The order of ALIAS_KINDS (schema/catalogue/aliases.ts), by which pages and carts are resolved too. */
const OTHER_IDS = ['platform', 'gtin', 'alias'] as const
const TRIED_BY_ID = ['id', 'sku', ...OTHER_IDS, 'name', 'loose'] as const
/** Order of the lookups by the first letter of a reference: i for id, s for SKU, n for name. */
const TRIED: Readonly<Record<string, readonly NameKind[]>> = {
  i: TRIED_BY_ID,
  s: ['sku', 'id', ...OTHER_IDS, 'name', 'loose'],
  n: ['name', 'loose', 'id', 'sku', ...OTHER_IDS],
}
const MATCH_OF: Readonly<Record<NameKind, Match>> = {
  ...{ id: 'id', platform: 'id', gtin: 'id', alias: 'id' },
  ...{ sku: 'sku', name: 'name', loose: 'name' },
}

/**
 * Reads all names of the items: ids, variant ids, SKUs, ids of the shop system, GTINs, aliases, and titles in all languages. A
 * number that matches none of them is compared without leading zeros, because a spreadsheet may have dropped them in either file.
 */
export const readCatalogue = (store: Store, pause: Pause): Promise<Catalogue> =>
  catalogueOf(readNames(store), pause)

/** What happens after each page: a job renews its lease, because a large catalogue takes longer than a lease lasts. */
export type Pause = () => Promise<void>

/** Builds the catalogue from pages in the order of ids. */
export async function catalogueOf(pages: AsyncIterable<NamedItem[]>, pause: Pause): Promise<Catalogue> {
  const ids: string[] = []
  const categories: string[] = []
  const names = new Names()
  let read = 0
  for await (const page of pages) {
    for (const item of page) {
      read += charactersOf(item)
      if (read > SLICE_CHARACTERS) {
        read = 0
        await letOthersRun()
      }
      names.add(item, ids.length)
      ids.push(item.item_id)
      categories.push(item.category)
    }
    await pause()
  }
  const find = (reference: string) => names.find(reference)
  const numberOf = (reference: string): number => find(reference).number
  return { ids, categories, find, numberOf, idOf: (reference) => ids[numberOf(reference)] }
}

/** Characters of names between two pauses: about 2 ms of work. */
const SLICE_CHARACTERS = 10_000

const charactersOf = ({ title, variants }: NamedItem): number =>
  variants.reduce(
    (sum, variant) => sum + 50 + (variant.title ? title.length + variant.title.length : 0),
    title.length,
  )

/** A name as it is kept: titles by their hash, because a hundred thousand of them may have 500 characters each. */
type Key = string | number

const keyOf = (kind: NameKind, text: string): Key =>
  kind === 'name' || kind === 'loose' ? hash53(text) : text

/** Item numbers by every kind of name. */
class Names {
  private readonly byKind: Readonly<Record<NameKind, Map<Key, number>>> = {
    ...{ id: new Map(), sku: new Map(), platform: new Map(), gtin: new Map(), alias: new Map() },
    ...{ name: new Map(), loose: new Map() },
  }
  private readonly byDigits = new Map<string, number>()

  add(item: NamedItem, number: number): void {
    // An item id takes precedence over a variant id of another item.
    this.byKind.id.set(item.item_id, number)
    this.digits(item.item_id, number)
    this.name('platform', item.platform_id, number)
    for (const alias of item.aliases ?? []) this.name('alias', alias, number)
    const titles = [item.title, ...Object.values(item.translations ?? {}).map(({ title }) => title)]
    for (const title of titles) this.name('name', title, number)
    for (const variant of item.variants) {
      this.name('id', variant.variant_id, number)
      this.name('sku', variant.sku, number)
      this.name('platform', variant.platform_id, number)
      this.name('gtin', variant.gtin, number)
      this.digits(variant.variant_id, number)
      this.digits(variant.sku, number)
      if (!variant.title) continue
      // Shopify writes a line's name as "Title - Option / Option", WooCommerce as "Title - Option, Option".
      const whole = `${item.title} - ${variant.title}`
      this.name('name', whole, number)
      this.loose(whole, number)
    }
    for (const title of titles) this.loose(title, number)
  }

  find(reference: string): Found {
    const text = reference.slice(2)
    for (const kind of TRIED[reference[0] ?? ''] ?? TRIED_BY_ID) {
      const number =
        this.byKind[kind].get(keyOf(kind, kind === 'loose' ? (looseName(text) ?? '') : text)) ?? -1
      if (number >= 0) return { match: MATCH_OF[kind], number }
    }
    const number = this.byDigits.get(bareDigits(text) ?? '') ?? -1
    return { match: number < 0 ? 'nothing' : reference.startsWith('s:') ? 'sku' : 'id', number }
  }

  /** The first item with a name keeps it; ids are in order, so the result is deterministic. */
  private name(kind: NameKind, text: string | null | undefined, number: number): void {
    if (!text) return
    const names = this.byKind[kind]
    const key = keyOf(kind, text)
    if (!names.has(key)) names.set(key, number)
  }

  private loose(title: string, number: number): void {
    const name = looseName(title)
    if (name !== undefined) this.onlyOne(this.byKind.loose, keyOf('loose', name), number)
  }

  /** Numbers of two items that differ only in leading zeros are ambiguous without them. */
  private digits(text: string | undefined, number: number): void {
    this.onlyOne(this.byDigits, bareDigits(text), number)
  }

  /** A name that two items share stands for none. */
  private onlyOne<K>(names: Map<K, number>, key: K | undefined, number: number): void {
    if (key !== undefined) names.set(key, (names.get(key) ?? number) === number ? number : -1)
  }
}

/** Characters of a name that are compared: a title with the title of its variant, and one letter may become 18. */
const MAX_NAME = 1_100

/**
 * A name without what separates its parts: `Hoodie - Red, Yes` and `Hoodie – Red / Yes` are equal, and so are they in the
 * spelling of another system. Undefined when nothing is left.
 */
function looseName(name: string): string | undefined {
  const words = name
    .slice(0, MAX_NAME)
    .toLowerCase()
    .normalize('NFKC')
    .slice(0, MAX_NAME)
    .replace(/[^\p{L}\p{N}\p{M}+%.]+/gu, ' ')
    .trim()
  return words === '' ? undefined : words
}

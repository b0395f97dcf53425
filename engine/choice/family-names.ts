import { Kinds, nameOf } from '../text/kinds.ts'

/** What the catalogue says of an item; '' for nothing. */
export type NamedItem = { category: string; product_type: string; title: string }

/** Separates the names of a category path. */
const STEP = ' > '

/**
 * How items are divided into families for propensities: by category path, cut to a depth; else by product type; else by the kind of
 * thing that the title names, of the kinds that most titles end with.
 */
export type FamilyNames = {
  /** Names of a category path that are used. */
  depth: number
  /** Titles that end with each word. */
  kinds: Readonly<Record<string, number>>
}

/** Deepest paths that are used; deeper ones have few items each. */
const MAX_DEPTH = 4
/** Kinds that are known: they name more than nine tenths of what a shop sells. */
const MAX_KINDS = 400

/** Finds how the families are named: the deepest cut of the paths that gives at most so many. Yields now and then. */
export function* familyNames(items: readonly NamedItem[], most: number): Generator<undefined, FamilyNames> {
  let depth = 1
  for (let next = 2; next <= MAX_DEPTH; next += 1) {
    const names = new Set(items.map(({ category }) => cut(category, next)))
    yield undefined
    if (names.size > most) break
    depth = next
  }
  const titles = items.flatMap((item) => (item.category || item.product_type ? [] : [item.title]))
  const kinds = new Kinds(titles)
  yield* kinds.build()
  const counts = new Map<string, number>()
  for (const title of titles.keys()) {
    const kind = kinds.kindOf(title)
    if (kind !== '') counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const frequent = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, MAX_KINDS)
  return { depth, kinds: Object.fromEntries(frequent) }
}

/** The family of an item; '' for an item of which nothing is known. */
export function familyNameOf(
  { category, product_type, title }: NamedItem,
  { depth, kinds }: FamilyNames,
): string {
  if (category !== '') return cut(category, depth)
  if (product_type !== '') return product_type
  let best = ''
  for (const word of nameOf(title)) {
    if (Object.hasOwn(kinds, word) && (kinds[word] ?? 0) >= (best === '' ? 1 : (kinds[best] ?? 0)))
      best = word
  }
  return best
}

const cut = (category: string, depth: number): string => category.split(STEP).slice(0, depth).join(STEP)

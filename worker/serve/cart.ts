import { popularityOf } from '../../engine/mine/settings.ts'
import { sixDigits } from '../../engine/numbers/round.ts'
import { exclusionFilter } from '../../engine/rank/filters.ts'
import { relationStrength, replacementsAmong } from '../../engine/rank/relations.ts'
import { type CartScore, scoreCart, withHistory } from '../../engine/rank/score-cart.ts'
import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Source } from '../../vocabulary/panels.ts'
import type { Store } from '../store/open.ts'
import { type CartRows, readCart, readCartItems, type SeedRow } from '../store/serving/cart.ts'
import type { CardRow, CompanionRow } from '../store/serving/rows.ts'
import { type Candidates, pinnedCards, statedCard } from './candidates.ts'
import { type Card, cardOf, NO_EVIDENCE, type Titled } from './card.ts'
import { factsOf } from './facts.ts'
import { historyCards, historyScores, type KnownCustomer } from './known-customer.ts'
import { rulesOf, type ShopRules } from './rules.ts'

/** Candidates of a cart whose items are read. */
const MAX_CANDIDATES = 24
/** Items of the cart whose titles are read for the reasons. */
const MAX_SEEDS = 24
/** Candidates from the merchant's relations, at most, so that orders decide about the others. */
const MAX_STATED = 12
/** Candidates from link patterns that have a place, although best sellers alone would take all of them. */
const MIN_LINKED = 6

/** An item predicted by link patterns, with the cart item for which it has the highest score. */
type Linked = CartRows['linked'][number]

/**
 * The candidates of a cart, in two round trips: the lists of its items, which are scored together, then the items of the
 * best candidates.
 * @param names any names of the cart's items
 * @param customer known customer, whose purchase history is added to the scores
 */
export async function cartCandidates(
  store: Store,
  names: readonly string[],
  now: number,
  known: ShopRules,
  customer?: KnownCustomer,
): Promise<Candidates> {
  const cart = await readCart(store, names, now, known)
  const { item_ids } = cart
  // Models from before blending have cart weights on another scale, to which popularity cannot be added.
  const popularity = cart.blend ? popularityOf(cart.blend, cart.counts) : 0
  const size = cart.blend?.best_sellers ? undefined : cart.counts
  const scored = scoreCart({ ...cart, size, popularity, calibration: cart.blend?.calibration })
  const history = customer && historyScores(customer, now, cart.blend?.calibration !== undefined)
  const scores = history ? withHistory(scored, history) : scored
  const linked = bestLinked(cart.linked)
  const ids = candidateIds(cart, item_ids, scores, linked)
  const [first = ''] = item_ids
  const seeds = seedsOf(cart, first, scores, linked)
  const rules = rulesOf(store, known, cart.rules)
  const facts = { needs: rules.needs ?? known.needs, version: rules.version }
  const wanted = [...new Set([...ids, ...cart.pinned])]
  // Rules may compare any item of the cart.
  const described = facts.needs ? [...new Set([...seeds, ...item_ids])] : seeds
  const read = await readCartItems(store, wanted, described, MAX_CANDIDATES - ids.length, facts)
  const rows = new Map(read.items.map((row) => [row.item_id ?? '', row]))
  const candidates = [
    ...cardsOf(cart, scores, linked, popularity, rows),
    ...read.ofCategory.flatMap((row) => categoryCard(row, first)),
    ...(customer && history ? historyCards(customer, history, scored) : []),
  ]
  const inCart = new Map<string, Outcome>(item_ids.map((id) => [id, 'in_the_cart']))
  return {
    shop: cart.shop,
    model_id: cart.model_id,
    family_lift: cart.family_lift,
    since: cart.since,
    unknown: cart.unknown,
    seeds: {
      ...{ item_id: '', price: null, families: cart.families, titles: titlesOf(read.seeds) },
      cart: read.seeds
        .filter(({ item_id }) => item_ids.includes(item_id))
        .flatMap((row) => factsOf(row) ?? []),
    },
    rules,
    pinned: pinnedCards(cart.pinned.flatMap((item_id) => rows.get(item_id) ?? [])),
    panels: {
      complementary: {
        candidates,
        filters: [exclusionFilter(inCart), exclusionFilter(replacementsAmong(cart.stated))],
      },
    },
  }
}

/** Ids of the candidates whose items are read: the merchant's strongest relations, then the best scores, then links. */
function candidateIds(
  { stated }: CartRows,
  cart: readonly string[],
  scores: readonly CartScore[],
  linked: readonly Linked[],
): string[] {
  const complements = stated
    .filter(({ relationship_type }) => relationStrength(relationship_type) >= 0)
    .sort(
      (a, b) =>
        relationStrength(a.relationship_type) - relationStrength(b.relationship_type) ||
        a.position - b.position,
    )
    .slice(0, MAX_STATED)
  const scored = scores.map(({ item_id }) => item_id).filter((id) => !cart.includes(id))
  const own = MAX_CANDIDATES - complements.length - Math.min(MIN_LINKED, linked.length)
  const wanted = new Set([
    ...complements.map(({ related_item_id }) => related_item_id),
    ...scored.slice(0, own),
    ...linked.map(({ item_id }) => item_id),
    ...scored.slice(own),
  ])
  for (const id of cart) wanted.delete(id)
  return [...wanted].slice(0, MAX_CANDIDATES)
}

/** The cart items that led to the best candidates, the first item of the cart before the others. */
function seedsOf(
  { stated }: CartRows,
  first: string,
  scores: readonly CartScore[],
  linked: readonly Linked[],
): string[] {
  const best = [...stated.slice(0, MAX_STATED), ...scores.slice(0, MAX_CANDIDATES), ...linked]
  const named = new Set([first, ...best.map(({ seed_item_id }) => seed_item_id)])
  return [...named].filter((item_id) => item_id !== '').slice(0, MAX_SEEDS)
}

const titlesOf = (seeds: readonly SeedRow[]): Map<string, Titled> =>
  new Map(
    seeds.map(({ item_id, title, translations }) => [
      item_id,
      { title, translations: JSON.parse(translations) },
    ]),
  )

/** Each linked item once, with its highest score, best first. */
function bestLinked(linked: readonly Linked[]): Linked[] {
  const best = new Map<string, Linked>()
  for (const one of linked) if ((best.get(one.item_id)?.score ?? 0) < one.score) best.set(one.item_id, one)
  return [...best.values()].sort((a, b) => b.score - a.score || (a.item_id < b.item_id ? -1 : 1))
}

function cardsOf(
  cart: CartRows,
  scores: readonly CartScore[],
  linked: readonly Linked[],
  popularity: number,
  rows: ReadonlyMap<string, CardRow>,
): Card[] {
  const families = familiesOf(cart)
  return [
    ...cart.stated.flatMap((stated) => statedCard(stated, rows.get(stated.related_item_id))),
    ...scores.flatMap((score) => {
      const row = rows.get(score.item_id)
      const family = families.get(score.item_id) ?? null
      const origin = { source: sourceOf(score), competes_as: 'mined' as const, family }
      return row ? cardOf(row, { ...origin, parts: partsOf(score, cart, popularity), ...score }) : []
    }),
    ...linked.flatMap(({ item_id, score, seed_item_id }) => {
      const row = rows.get(item_id)
      const origin = { source: 'generalised' as const, score, seed_item_id, ...NO_EVIDENCE }
      return row ? cardOf(row, { ...origin, parts: { linked: score } }) : []
    }),
  ]
}

function categoryCard(row: CompanionRow, seed_item_id: string): Card[] {
  const { score, co_orders, seed_orders, item_orders, family } = row
  const evidence = { score, co_orders, seed_orders, item_orders, family, seed_item_id }
  return cardOf(row, { source: 'category', ...evidence, parts: { list: score } })
}

/** Families of the companions in the cart's lists. */
function familiesOf({ lists }: CartRows): Map<string, number> {
  const families = new Map<string, number>()
  for (const { item_id, family } of lists.flatMap(({ companions }) => companions)) {
    if (family !== undefined) families.set(item_id, family)
  }
  return families
}

/** The source of a candidate; a best seller has no seed. */
const sourceOf = ({ seed_item_id, borrowed }: CartScore): Source =>
  seed_item_id === '' ? 'bestseller' : borrowed ? 'similar' : 'mined'

/** Contributions of each cart item and of popularity to a candidate's score. */
function partsOf(
  { item_id, item_orders }: CartScore,
  { lists }: CartRows,
  popularity: number,
): Record<string, number> {
  // A map, because an item may be called `__proto__`.
  const parts = new Map([['popularity', sixDigits(popularity * item_orders)]])
  for (const { key, companions } of lists) {
    const weight = companions.find((companion) => companion.item_id === item_id)?.cart_weight
    if (weight !== undefined) parts.set(key, weight)
  }
  return Object.fromEntries(parts)
}

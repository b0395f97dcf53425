import { isWorthwhile } from '../../engine/alternatives/alternative.ts'
import { SIMILAR_TEXT } from '../../engine/alternatives/families.ts'
import { Switches } from '../../engine/alternatives/switches.ts'
import { Arena } from '../../engine/data/arena.ts'
import type { Baskets } from '../../engine/data/baskets.ts'
import { InvertedIndex } from '../../engine/data/inverted-index.ts'
import { PairCounter } from '../../engine/mine/pairs/pair-counter.ts'
import { TfIdf } from '../../engine/text/tf-idf.ts'
import { dice } from '../quality/tasks.ts'
import type { Retail } from './retail.ts'
import { type Answer, cells, ranked, table } from './score.ts'
import type { NumberedOrder } from './shop.ts'
import { alternativesIn, basketsOf, isInBand, NARROW, NO_LINKS, price } from './shop.ts'

/** Minimum cosine of two titles of a family. */
const FAMILY = 0.15
/** Customers who own more items buy for others and are ignored. */
const MAX_OWNED = 300
const RESAMPLES = 200

/** The items of one customer, and the items first bought later. */
type Owner = { owned: Set<number>; later: Set<number> }

/** Evaluates owners who later buy a more expensive item of a family: is it among the two suggested upgrades? */
export function owners(shop: Retail): void {
  const { ids, features, train, test, trend } = shop
  const words = new TfIdf(features.titles, new Arena(), { dropsStopWords: true })
  const families = ids.map((_, item) => {
    const near = words.nearest(item, ids.length, FAMILY).items
    return new Set([...near].filter((other) => isInBand(features, item, other, NARROW)))
  })
  const customers = ownersOf(train, test)
  const events = customers.map(({ owned, later }) =>
    [...owned].flatMap((a) => [...later].filter((b) => families[a]?.has(b)).map((b) => [a, b] as const)),
  )
  const count = events.reduce((sum, { length }) => sum + length, 0)
  const eventful = events.filter(({ length }) => length > 0).length
  console.log(
    `## Online Retail: owners who later buy a more expensive one\n\nLearned from the first 80 % of the orders, tested on the rest: ${count} first purchases of something +10 … +60 % more expensive whose title shares a telling word (cosine ≥ ${FAMILY}) with something owned, by ${eventful} customers of at most ${MAX_OWNED} items. HR@2: was it among the first two? No answer is a miss. Bought: of the first two shown for everything owned, how many per hundred were bought. ± is one standard error over customers, paired with most bought. Floor: HR@2 0.255.\n`,
  )
  const baskets = basketsOf(ids, train)
  const shared = sharedOf(baskets, families)
  const candidates = (seed: number) => families[seed] ?? []
  // What ours may suggest: titles that are alike, or a word in common and two customers who switched.
  const alike = (seed: number) =>
    [...candidates(seed)].filter(
      (b) => words.cosine(seed, b) >= SIMILAR_TEXT || shared(seed, b).switches >= 2,
    )
  const alternatives = oursIn(shop)
  const answers: Record<string, Answer> = {
    'most bought': ranked(candidates, (_, b) => baskets.ordersOf(b)),
    'most bought of what ours may suggest': ranked(alike, (_, b) => baskets.ordersOf(b)),
    chance: ranked(candidates, () => 0),
    'next more expensive': ranked(candidates, (_, b) => -price(features, b)),
    'nearest title': ranked(candidates, (a, b) => words.cosine(a, b)),
    'bought together (cosine)': ranked(candidates, (a, b) => shared(a, b).cosine),
    'most switched to': ranked(candidates, (a, b) => shared(a, b).switches),
    'ours without the trend': alternatives({}),
    '**ours**': alternatives({ trend }),
    '**ours, of those with a gain or enough who switched**': alternatives({ trend }, isWorthwhile),
  }
  const base = tally(answers['most bought'] ?? (() => []), customers, events)
  const rows = Object.entries(answers).map(([name, answer]) => {
    const own = tally(answer, customers, events)
    const hits = paired(own, base, 'hits', 'events')
    const bought = paired(own, base, 'bought', 'shown')
    const answered = own.reduce((sum, { shown }) => sum + shown, 0)
    return cells(
      name,
      hits.own,
      `${signed(hits.gain, 3)} ± ${hits.error.toFixed(3)}`,
      (100 * bought.own).toFixed(2),
      `${signed(100 * bought.gain, 2)} ± ${(100 * bought.error).toFixed(2)}`,
      String(answered),
    )
  })
  console.log(table(['method', 'HR@2', 'over most bought', 'bought, %', 'over most bought', 'shown'], rows))
}

/** Our upgrades, learned from the training orders. `shown`: which of them a page would show. */
const oursIn =
  ({ ids, features, train }: Retail) =>
  (options: { trend?: Retail['trend'] }, shown: typeof isWorthwhile = () => true): Answer => {
    const found = alternativesIn(NARROW, basketsOf(ids, train), features, NO_LINKS, options)
    return (seed) =>
      found
        .of(seed)
        .upgrade.filter(shown)
        .map(({ item }) => item)
  }

function ownersOf(train: readonly NumberedOrder[], test: readonly NumberedOrder[]): Owner[] {
  const owners = new Map<string, Owner>()
  for (const { customer, items } of train) {
    if (customer === null) continue
    const owner = owners.get(customer) ?? { owned: new Set(), later: new Set() }
    for (const item of items) owner.owned.add(item)
    owners.set(customer, owner)
  }
  for (const { customer, items } of test) {
    const owner = customer === null ? undefined : owners.get(customer)
    for (const item of items) if (owner && !owner.owned.has(item)) owner.later.add(item)
  }
  return [...owners.values()].filter(({ owned }) => owned.size <= MAX_OWNED)
}

/** How two items of a family stand to each other in the training orders. */
function sharedOf(baskets: Baskets, families: readonly ReadonlySet<number>[]) {
  const counter = new PairCounter(baskets, 0)
  const switches = new Switches(baskets)
  const inverse = new InvertedIndex(baskets)
  const found = families.map((family, seed) => {
    for (const _ of inverse.load(seed));
    const places = inverse.ordersOf(seed)
    counter.count(places)
    switches.count(places)
    const facts = [...family].map((item) => {
      const cosine =
        (counter.coOrders[item] ?? 0) / Math.sqrt(baskets.ordersOf(seed) * baskets.ordersOf(item))
      return [item, { cosine, switches: switches.times[item] ?? 0 }] as const
    })
    return new Map(facts)
  })
  return (seed: number, item: number) => found[seed]?.get(item) ?? { cosine: 0, switches: 0 }
}

/** One customer's events, hits among them, showings, and purchases of what was shown. */
type Tally = { events: number; hits: number; shown: number; bought: number }

function tally(
  answer: Answer,
  customers: readonly Owner[],
  events: readonly (readonly (readonly [number, number])[])[],
): Tally[] {
  const firsts = new Map<number, readonly number[]>()
  const firstTwo = (seed: number) => {
    const found = firsts.get(seed) ?? answer(seed).slice(0, 2)
    firsts.set(seed, found)
    return found
  }
  return customers.map(({ owned, later }, at) => {
    const own = events[at] ?? []
    const shown = later.size === 0 ? [] : [...owned].flatMap((a) => firstTwo(a).filter((b) => !owned.has(b)))
    return {
      events: own.length,
      hits: own.filter(([a, b]) => firstTwo(a).includes(b)).length,
      shown: shown.length,
      bought: shown.filter((item) => later.has(item)).length,
    }
  })
}

/** Returns a share, its gain over another method's, and the bootstrap standard error over customers. */
function paired(
  own: readonly Tally[],
  base: readonly Tally[],
  what: 'hits' | 'bought',
  of: 'events' | 'shown',
) {
  const share = (tallies: readonly (Tally | undefined)[]) => {
    const all = tallies.reduce((sum, one) => sum + (one?.[of] ?? 0), 0)
    return tallies.reduce((sum, one) => sum + (one?.[what] ?? 0), 0) / Math.max(1, all)
  }
  const draw = dice(4)
  const gains = Array.from({ length: RESAMPLES }, () => {
    const chosen = own.map(() => draw(own.length))
    return share(chosen.map((at) => own[at])) - share(chosen.map((at) => base[at]))
  })
  const middle = gains.reduce((sum, gain) => sum + gain, 0) / RESAMPLES
  const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - middle) ** 2, 0) / RESAMPLES)
  return { own: share(own), gain: share(own) - share(base), error }
}

const signed = (value: number, digits: number): string => `${value < 0 ? '' : '+'}${value.toFixed(digits)}`

import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { PriceBandPair } from '../../vocabulary/price-bands.ts'
import type { DefaultRules } from '../../vocabulary/rules.ts'
import type { Decided } from './arrange.ts'
import type { Candidate } from './candidate.ts'
import { itemsInBand } from './price-bands.ts'

/** A condition that no score can outweigh. A list of them is applied in order; the first that rejects names the outcome. */
export type Filter<C extends Candidate = Candidate> = {
  /** The merchant's rule that it is. */
  rule_id?: string
  /** Why the candidate must not be shown; undefined when it may be. */
  reject(candidate: C): Outcome | undefined
}

/** Rejects certain items, each with the outcome given for it: the page's own item, the cart, replacements, owned items. */
export const exclusionFilter = (excluded: ReadonlyMap<string, Outcome>): Filter => ({
  reject: ({ item_id }) => excluded.get(item_id),
})

const when = (outcome: Outcome, rejects: (candidate: Candidate) => boolean): Filter => ({
  reject: (candidate) => (rejects(candidate) ? outcome : undefined),
})

export const isSoldOut = ({ availability }: Pick<Candidate, 'availability'>): boolean =>
  availability === 'out_of_stock'

const GOODS = when('non_goods', ({ exclusion }) => exclusion === 'found')
const STOCK = when('out_of_stock', isSoldOut)

/** What the catalogue itself rules out, in every panel of a shop that has left the default rules on. */
export const CATALOGUE_FILTERS: readonly Filter[] = [
  when('unpublished', ({ published }) => !published),
  when('excluded_by_tag', ({ recommendable }) => !recommendable),
  when('excluded', ({ exclusion }) => exclusion === 'excluded'),
  GOODS,
  when('gift_card', ({ gift_card }) => gift_card),
  STOCK,
  when('price_zero', ({ price }) => price === 0),
]

/** The same without the default rules that the shop has switched off. */
export function catalogueFilters({ sold_out, non_goods }: DefaultRules): readonly Filter[] {
  return CATALOGUE_FILTERS.filter(
    (one) => (one !== STOCK || sold_out !== 'last') && (one !== GOODS || non_goods !== 'show'),
  )
}

/**
 * Keeps alternatives whose price, as it is now, lies within a band around the price of the item on the page: within the
 * narrow band, or within the wide one where the narrow one holds fewer than two. Nothing lies within a band of no price.
 * @param candidates that compete for the band
 * @param price      of the item on the page, minor units; null when the shop gives none
 * @param exempt     items that the merchant stated to be such an alternative, whatever they cost
 */
export function priceBandFilter(
  candidates: readonly Candidate[],
  price: number | null,
  bands: PriceBandPair,
  exempt: ReadonlySet<string>,
): Filter {
  const within = itemsInBand(candidates, price, bands)
  const competing = new Set(candidates.map(({ item_id }) => item_id))
  return when(
    'outside_the_price_band',
    ({ item_id }) => competing.has(item_id) && !within.has(item_id) && !exempt.has(item_id),
  )
}

/** The first outcome that a list of filters gives, with its rule; undefined when the candidate passes all of them. */
export function firstRejection<C extends Candidate>(
  candidate: C,
  filters: readonly Filter<C>[],
): Decided | undefined {
  for (const { reject, rule_id } of filters) {
    const outcome = reject(candidate)
    if (outcome !== undefined) return { outcome, ...(rule_id !== undefined && { rule_id }) }
  }
  return undefined
}

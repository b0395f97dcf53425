import { MINUTE, SECOND } from '../../vocabulary/time.ts'
import { type Claim, MAX_REPORT_DELAY } from '../store/outcomes/claims.ts'
import type { ClaimedOrder } from '../store/outcomes/outcomes.ts'

/** How it is known that a visitor placed an order. */
export type ProofKind = 'order_token' | 'customer' | 'match'
/** The claim that is true. */
export type Proof = { claim: Claim; by: ProofKind }

/** When a page reports an order: a moment before the shop's clock says that it was placed, until the payment is done. */
const PROMPT = { before: 30 * SECOND, after: 10 * MINUTE } as const
/** Claims of others on an order up to which it is not contested: the buyer's second browser, a forwarded page. */
const USUAL_CLAIMS = 3
/** Chance to guess the items of an order below which a match is a proof. */
const GUESSABLE = 0.002
/** Difference of two amounts that stand for the same goods: rounding of lines, in minor units, and of taxes, as a share. */
const TOLERANCE = { minor: 2, share: 0.01 } as const

/**
 * Whose order it is. A number proves nothing, because numbers can be guessed; what a stranger cannot know does: the signature of the
 * shop's server, a signed-in customer, or the items and the amount. A match counts if it comes when the order is placed, or if the
 * items are hard to guess and few others try. Of several proofs the better one counts, then the earlier one: so nobody can take an
 * order away by claiming it again.
 * @param items of the order
 * @param shareOf share of the shop's orders with an item; undefined where it is not known
 */
export function proofOf(
  order: ClaimedOrder,
  items: ReadonlySet<string>,
  shareOf: (item_id: string) => number | undefined,
): Proof | undefined {
  const claims = [...order.claims].sort((a, b) => a.received_at - b.received_at)
  const signed = claims.find(({ proof }) => proof === 'order_token')
  if (signed) return { claim: signed, by: 'order_token' }
  const known = claims.find(({ customer }) => customer !== null && customer === order.customer)
  if (known) return { claim: known, by: 'customer' }
  const matching = claims.filter(
    (claim) => hasSameItems(items, claim.item_ids) && hasSameAmount(order, items, claim),
  )
  const prompt = matching.find((claim) => isPrompt(claim, order.ordered_at))
  const unlikely = claims.length <= 1 + USUAL_CLAIMS && chanceOf(items, shareOf) <= GUESSABLE
  const [first] = unlikely ? matching.filter((claim) => isNear(claim, order.ordered_at)) : []
  const best = prompt ?? first
  return best && { claim: best, by: 'match' }
}

const isPrompt = ({ received_at }: Claim, ordered_at: number | null): boolean =>
  ordered_at !== null && received_at >= ordered_at - PROMPT.before && received_at <= ordered_at + PROMPT.after

const isNear = ({ received_at }: Claim, ordered_at: number | null): boolean =>
  ordered_at !== null && Math.abs(received_at - ordered_at) <= MAX_REPORT_DELAY

/** Chance that somebody who knows how often each item is bought guesses these: the product, as if they were bought independently. */
const chanceOf = (items: ReadonlySet<string>, shareOf: (item_id: string) => number | undefined): number =>
  [...items].reduce((chance, item_id) => chance * (shareOf(item_id) ?? 1), 1)

/**
 * Whether an order contains the items that the browser reported. Returned pieces are removed from its lines, so up to half may be
 * missing.
 */
export const hasSameItems = (items: ReadonlySet<string>, reported: readonly string[]): boolean =>
  items.size > 0 &&
  2 * items.size >= reported.length &&
  [...items].every((item_id) => reported.includes(item_id))

/** Whether the reported amount is one of the order's, or the order has none. Where pieces were returned, it may be higher than the rest. */
function hasSameAmount(order: ClaimedOrder, items: ReadonlySet<string>, claim: Claim): boolean {
  const amounts = amountsOf(order)
  const [rest] = amounts
  if (rest === undefined) return true
  if (claim.value === null || (claim.currency ?? order.currency) !== order.currency) return false
  const { value, tax } = claim
  const isSame = (a: number, b: number) =>
    Math.abs(a - b) <= Math.max(TOLERANCE.minor, TOLERANCE.share * Math.max(a, b))
  if (claim.item_ids.length > items.size && order.totals === undefined) return value >= rest
  return amounts.some((amount) => isSame(amount, value) || isSame(amount, value + (tax ?? 0)))
}

/** What a page may call the value of an order, minor units: the goods or the total, before or after discounts and tax. */
function amountsOf({ lines, totals }: ClaimedOrder): number[] {
  const priced = lines.filter(([, , price]) => price !== null)
  const gross = priced.reduce((sum, [, quantity, price]) => sum + quantity * (price ?? 0), 0)
  const { subtotal = null, discount, shipping, tax, total = null } = totals ?? {}
  const [goods, whole] = [
    subtotal === null ? [] : [subtotal, subtotal - (discount ?? 0), subtotal - (discount ?? 0) - (tax ?? 0)],
    total === null
      ? []
      : [total, total - (shipping ?? 0), total - (tax ?? 0), total - (shipping ?? 0) - (tax ?? 0)],
  ]
  return [...(priced.length > 0 && gross > 0 ? [gross] : []), ...goods, ...whole]
}

import { whyNever } from '../../engine/rank/candidates.ts'
import { ANY_FAMILY, type FamilyRule, keepsFamily, mostOfAFamily } from '../../engine/rank/diversity.ts'
import { type Climb, climb } from '../../engine/rank/rank.ts'
import { scoreCart } from '../../engine/rank/score-cart.ts'
import type { ArmSettings } from '../../schema/outcomes/experiments.ts'
import {
  type Intent,
  MAX_SPARE,
  type PanelQuestion,
  type Placement,
  type Question,
  type Recommendation,
  type RecommendedItem,
} from '../../schema/serving/recommendations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { cardsOf } from '../../widget/view/shown.ts'
import { sha256 } from '../auth/keys.ts'
import type { Store } from '../store/open.ts'
import type { Card, Found } from '../store/serving/cards.ts'
import { readCart, readCartItems, withSellers } from '../store/serving/cart.ts'
import { readHome } from '../store/serving/home.ts'
import { readProductPage } from '../store/serving/product-page.ts'
import { wordsFor } from '../texts/index.ts'
import { type Insight, itemOf } from './answer-item.ts'
import { runningAt, withExperiment } from './arms.ts'
import {
  dueCards,
  habitCards,
  habitsOf,
  type Known,
  ownedOf,
  readKnown,
  withHabits,
} from './known-customer.ts'
import { moved } from './learned.ts'
import { dressOf, settingOf } from './panel.ts'

/** Items of a panel that does not say how many: a row on a desktop; a short list under a cart; a choice of two. */
const DEFAULT_LIMIT: Partial<Record<Placement | Intent, number>> = {
  product: 4,
  cart: 3,
  checkout: 3,
  home: 8,
  upgrade: 2,
  downgrade: 2,
}

/** What a question comes to: the shop, so that the caller can check it, and the answer, a panel each that was asked for. */
export type Answered = {
  shop: Shop | undefined
  model_id: string
  compose: (insight: Insight) => Promise<Recommendation[]>
}

/**
 * Reads what the question needs and climbs the ladder: one round trip for a product, two for a cart, and two more first
 * where the customer is known.
 * @param customers keyed hashes of the person who asks, or is asked about
 */
export async function ask(
  store: Store,
  question: Question,
  now: number,
  customers: readonly string[] = [],
): Promise<Answered> {
  const { panels = [{ intent: question.intent, limit: question.limit }] } = question
  const known = customers.length > 0 ? await readKnown(store, customers) : undefined
  const found = known
    ? forCustomer(await find(store, question, panels, now, known), known, now)
    : await find(store, question, panels, now)
  const { shop, model_id } = found
  return { shop, model_id, compose: (insight) => composeAll(question, panels, found, insight, now) }
}

async function find(
  store: Store,
  question: Question,
  panels: readonly PanelQuestion[],
  now: number,
  known?: Known,
): Promise<Found> {
  const { placement, cart_item_ids = [] } = question
  const item_id = question.item_id ?? question.product_id ?? ''
  if (isCart(placement) || (placement === 'generic' && cart_item_ids.length > 0)) {
    return await findForCart(store, cart_item_ids, now, known)
  }
  if (placement === 'home' || (placement === 'generic' && item_id === '')) return await readHome(store)
  const intents = panels.map(({ intent }) => intent)
  return await readProductPage(store, item_id, intents, now)
}

/** What is bought together is known of a cart before the order, and of the order's items after it. */
const isCart = (placement: Placement): boolean =>
  placement === 'cart' || placement === 'checkout' || placement === 'thank_you'

async function findForCart(store: Store, ids: readonly string[], now: number, known?: Known): Promise<Found> {
  const cart = await readCart(store, ids, now)
  const scored = withSellers(scoreCart(cart.lists, cart.popularity), cart)
  if (!known) return await readCartItems(store, cart, ids, scored)
  const habits = habitsOf(known)
  const found = await readCartItems(store, cart, ids, withHabits(scored, habits))
  found.panels.complementary?.candidates.push(...habitCards(known, habits, scored))
  return found
}

/** What the customer has and nobody buys twice stays out; what is due is a panel of its own. */
function forCustomer(found: Found, known: Known, now: number): Found {
  const owned = ownedOf(known)
  const panels = Object.fromEntries(
    Object.entries(found.panels).map(([intent, panel]) => [
      intent,
      { ...panel, refused: new Map([...owned, ...panel.refused]) },
    ]),
  )
  const replenish = { refused: new Map<string, string>(), candidates: dueCards(known, now) }
  return { ...found, panels: { ...panels, replenish } }
}

/** One panel after the other: what one shows no other does, neither now nor as a spare. */
async function composeAll(
  question: Question,
  panels: readonly PanelQuestion[],
  found: Found,
  insight: Insight,
  now: number,
): Promise<Recommendation[]> {
  const shown = new Map<string, string>()
  const climbs = panels.map(({ intent, limit }) => {
    const most = limit ?? question.limit ?? limitOf(question.placement, intent, found.shop)
    const { refused, candidates: unmoved } = found.panels[intent] ?? { refused: new Map(), candidates: [] }
    const candidates = moved(unmoved, question, found.shop)
    const rule = familyRule(question.placement, intent, most, found)
    const climbed = climb(candidates, new Map([...shown, ...refused]), most, MAX_SPARE, rule)
    for (const { item_id } of climbed.shown) shown.set(item_id, 'in_another_panel')
    const again = ({ sources, limit: other = most }: ArmSettings) => {
      const among = new Map([...shown, ...refused])
      for (const { item_id } of climbed.shown) among.delete(item_id)
      const allowed = candidates.filter(({ source }) => !sources || sources.includes(source))
      return climb(allowed, among, other, MAX_SPARE, rule)
    }
    return { intent, limit, climbed, again }
  })
  return await Promise.all(
    climbs.map(async ({ intent, limit, climbed, again }) => {
      const composed = (one: Climb<Card>) => {
        const spare = one.spare.filter(({ item_id }) => !shown.has(item_id))
        return panelOf({ ...question, intent, limit }, found, { ...one, spare }, insight, now)
      }
      const answer = await composed(climbed)
      // Where there is nothing to be seen nobody is in an arm, and none shows anything.
      const compared = !insight && cardsOf(answer).length > 0
      const experiment = compared ? runningAt(found.shop, question.placement, intent) : undefined
      return experiment
        ? await withExperiment(answer, experiment, (settings) => composed(again(settings)))
        : answer
    }),
  )
}

function limitOf(placement: Placement, intent: Intent, shop: Shop | undefined): number {
  const own = intent === 'complementary' ? settingOf(shop, placement).limit : DEFAULT_LIMIT[intent]
  return own ?? DEFAULT_LIMIT[placement] ?? 4
}

/** Alternatives are of the family by their nature; beside them the merchant's word holds, else the shop's own data. */
function familyRule(
  placement: Question['placement'],
  intent: Intent,
  limit: number,
  { shop, family_lift, seeds }: Found,
): FamilyRule {
  if (intent !== 'complementary') return ANY_FAMILY
  const { same_family = 'auto', most_of_a_family } =
    (placement === 'product' || placement === 'cart' ? shop?.panel_rules[placement] : undefined) ?? {}
  return {
    refused: keepsFamily(same_family, family_lift) ? new Set() : seeds.families,
    most: mostOfAFamily(limit, most_of_a_family, family_lift),
  }
}

async function panelOf(
  question: Question,
  { shop, model_id, seeds }: Found,
  climbed: Climb<Card>,
  insight: Insight,
  now: number,
): Promise<Recommendation> {
  const { placement, intent } = question
  const { locale, words } = wordsFor(question.locale, shop?.locale ?? 'en')
  const setting = settingOf(shop, placement)
  const around = { question, shop, words, locale, insight, now, seed_price: seeds.price, setting }
  const panel = dressOf(question, around)
  const buyable = panel.layout === 'bundle' && seeds.card && whyNever(seeds.card, new Map()) === undefined
  const seed = buyable && seeds.card ? seedOf(itemOf(seeds.card, 0, around)) : undefined
  const items = climbed.shown.map((card, at) => itemOf(card, at, around))
  const spare = climbed.spare.map((card, at) => itemOf(card, climbed.shown.length + at, around))
  const identity = JSON.stringify([shop?.shop_id, model_id, question, panel, items, spare, seed])
  return {
    recommendation_id: `r_${(await sha256(identity)).slice(0, 24)}`,
    placement,
    intent,
    model_id,
    panel,
    ...(seed && { seed }),
    items,
    spare,
    ...(insight?.trace && { trace: traceOf(climbed) }),
  }
}

/** The item on the page needs no reason to be there. */
const seedOf = ({ why: _, label: _label, ...item }: RecommendedItem): RecommendedItem => ({
  ...item,
  reason: '',
})

const traceOf = ({ trace }: Climb<Card>): Recommendation['trace'] =>
  trace.map(({ candidate: { item_id, source, score, seed_item_id, parts, alternative }, outcome }) => ({
    item_id,
    source,
    score,
    seed_item_id,
    parts,
    ...(alternative?.gains && { gains: alternative.gains }),
    ...(alternative?.losses && { losses: alternative.losses }),
    outcome,
  }))

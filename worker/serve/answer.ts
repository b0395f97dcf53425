import { type Adjustment, learnedAdjustment } from '../../engine/rank/adjustments.ts'
import { ANY_FAMILY, type FamilyRule, familyLimit, keepsFamily } from '../../engine/rank/diversity.ts'
import { CATALOGUE_FILTERS, exclusionFilter, firstRejection } from '../../engine/rank/filters.ts'
import { type Ranking, rank } from '../../engine/rank/rank.ts'
import type { ArmSettings } from '../../schema/outcomes/experiments.ts'
import type { PanelQuestion, Question } from '../../schema/serving/questions.ts'
import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { MAX_SPARE } from '../../vocabulary/limits.ts'
import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Intent, Placement } from '../../vocabulary/panels.ts'
import { cardsOf } from '../../widget/view/shown.ts'
import { sha256 } from '../http/sha256.ts'
import type { Store } from '../store/open.ts'
import { wordsFor } from '../texts/index.ts'
import { type Insight, itemOf } from './answer-item.ts'
import { runningAt, withExperiment } from './arms.ts'
import type { Candidates } from './candidates.ts'
import type { Card } from './card.ts'
import { cartCandidates } from './cart.ts'
import { homeCandidates } from './home.ts'
import { forCustomer, type KnownCustomer, readKnownCustomer } from './known-customer.ts'
import { panelOf, settingOf } from './panel.ts'
import { productPageCandidates } from './product-page.ts'

/** Default number of items: one row on a desktop, a short list under a cart, two alternatives. */
const DEFAULT_LIMIT: Partial<Record<Placement | Intent, number>> = {
  product: 4,
  cart: 3,
  checkout: 3,
  home: 8,
  upgrade: 2,
  downgrade: 2,
}

/** The shop, for the caller's checks, and a function that composes the panels. */
export type Answered = {
  shop: Shop | undefined
  model_id: string
  /** Ids of the question that name no item of the catalogue. */
  unknown: readonly string[]
  compose: (insight: Insight) => Promise<Recommendation[]>
}

/**
 * Reads everything that an answer needs: one round trip for a product page, two for a cart, and two more before them for a
 * known customer.
 * @param customers keyed hashes of the known customer
 */
export async function ask(
  store: Store,
  question: Question,
  now: number,
  customers: readonly string[] = [],
): Promise<Answered> {
  const asked = question.panels ?? [{ intent: question.intent, limit: question.limit }]
  const customer = customers.length > 0 ? await readKnownCustomer(store, customers) : undefined
  const first = await candidatesFor(store, question, asked, now, customer)
  const { found, panels } = isBare(question, asked, first)
    ? await similarInstead(store, question, asked, first, now)
    : { found: first, panels: asked }
  const candidates = customer ? forCustomer(found, customer, now) : found
  const { shop, model_id, unknown } = candidates
  return {
    shop,
    model_id,
    unknown,
    compose: (insight) => composeAll(question, panels, candidates, insight, now),
  }
}

/** Whether a product page asks for companions alone, and there is none of any kind: the shop has no orders yet. */
const isBare = ({ placement }: Question, asked: readonly PanelQuestion[], found: Candidates): boolean =>
  placement === 'product' &&
  asked.length === 1 &&
  asked[0]?.intent === 'complementary' &&
  found.unknown.length === 0 &&
  found.panels.complementary?.candidates.length === 0

/** Similar items in the place of companions, as a panel of its kind, so that it is called what it is. One more round trip. */
async function similarInstead(
  store: Store,
  question: Question,
  asked: readonly PanelQuestion[],
  first: Candidates,
  now: number,
): Promise<{ found: Candidates; panels: readonly PanelQuestion[] }> {
  const item_id = question.item_id ?? question.product_id ?? ''
  const found = await productPageCandidates(store, item_id, ['related'], now)
  if (!found.panels.related?.candidates.length) return { found: first, panels: asked }
  return { found, panels: asked.map(({ limit }) => ({ intent: 'related' as const, limit })) }
}

async function candidatesFor(
  store: Store,
  question: Question,
  panels: readonly PanelQuestion[],
  now: number,
  customer?: KnownCustomer,
): Promise<Candidates> {
  const { placement, cart_item_ids = [] } = question
  const item_id = question.item_id ?? question.product_id ?? ''
  if (isCart(placement) || (placement === 'generic' && cart_item_ids.length > 0)) {
    return await cartCandidates(store, cart_item_ids, now, customer)
  }
  if (placement === 'home' || (placement === 'generic' && item_id === '')) return await homeCandidates(store)
  const intents = panels.map(({ intent }) => intent)
  return await productPageCandidates(store, item_id, intents, now)
}

/** Placements that are about a cart, or about the items of an order. */
const isCart = (placement: Placement): boolean =>
  placement === 'cart' || placement === 'checkout' || placement === 'thank_you'

/** Ranks one panel after the other; an item of one panel is neither shown nor a spare in another. */
async function composeAll(
  question: Question,
  panels: readonly PanelQuestion[],
  found: Candidates,
  insight: Insight,
  now: number,
): Promise<Recommendation[]> {
  const shown = new Map<string, Outcome>()
  const adjustments = adjustmentsFor(question.placement, found)
  const ranked = panels.map(({ intent, limit }) => {
    const { candidates, filters } = found.panels[intent] ?? { candidates: [], filters: [] }
    const most = limit ?? question.limit ?? limitOf(question.placement, intent, found.shop)
    const diversity = diversityOf(question.placement, intent, most, found)
    const rankAmong = (some: readonly Card[], others: ReadonlyMap<string, Outcome>, items: number) =>
      rank<Card>(some, {
        filters: [...filters, exclusionFilter('other panels', others)],
        ...{ adjustments, diversity, limit: items, spares: MAX_SPARE },
      })
    const ranking = rankAmong(candidates, new Map(shown), most)
    for (const { item_id } of ranking.shown) shown.set(item_id, 'in_another_panel')
    const rankForArm = ({ sources, limit: items = most }: ArmSettings) => {
      const others = new Map(shown)
      for (const { item_id } of ranking.shown) others.delete(item_id)
      const allowed = candidates.filter(({ source }) => !sources || sources.includes(source))
      return rankAmong(allowed, others, items)
    }
    return { intent, limit, ranking, rankForArm }
  })
  return await Promise.all(
    ranked.map(async ({ intent, limit, ranking, rankForArm }) => {
      const composed = (one: Ranking<Card>) => {
        const spare = one.spare.filter(({ item_id }) => !shown.has(item_id))
        return compose({ ...question, intent, limit }, found, { ...one, spare }, insight, now)
      }
      const answer = await composed(ranking)
      // If the answer without an experiment has no cards, no visitor is assigned to an arm.
      const compared = !insight && cardsOf(answer).length > 0
      const experiment = compared ? runningAt(found.shop, question.placement, intent) : undefined
      return experiment
        ? await withExperiment(answer, experiment, (settings) => composed(rankForArm(settings)))
        : answer
    }),
  )
}

function limitOf(placement: Placement, intent: Intent, shop: Shop | undefined): number {
  const own = intent === 'complementary' ? settingOf(shop, placement).limit : DEFAULT_LIMIT[intent]
  return own ?? DEFAULT_LIMIT[placement] ?? 4
}

/** Learned factors of this placement and seed, from the shop's row. */
function adjustmentsFor(placement: Placement, { shop, seeds }: Candidates): Adjustment[] {
  const seed = placement === 'product' ? seeds.item_id : ''
  const factors = new Map(
    (shop?.learned ?? [])
      .filter(([where, beside]) => where === placement && beside === seed)
      .map(([, , item_id, factor]) => [item_id, factor]),
  )
  return factors.size === 0 ? [] : [learnedAdjustment(factors)]
}

/** Limits for families. Alternatives are of the seed's family; for companions the merchant's setting applies, else the lift. */
function diversityOf(
  placement: Placement,
  intent: Intent,
  limit: number,
  { shop, family_lift, seeds }: Candidates,
): FamilyRule {
  if (intent !== 'complementary') return ANY_FAMILY
  const { same_family = 'auto', most_of_a_family } =
    (placement === 'product' || placement === 'cart' ? shop?.panel_rules[placement] : undefined) ?? {}
  return {
    excluded: keepsFamily(same_family, family_lift) ? new Set() : seeds.families,
    most: familyLimit(limit, most_of_a_family, family_lift),
  }
}

async function compose(
  question: Question,
  found: Candidates,
  ranking: Ranking<Card>,
  insight: Insight,
  now: number,
): Promise<Recommendation> {
  const { placement, intent } = question
  const { shop, model_id, seeds } = found
  const { locale, words } = wordsFor(question.locale, shop?.locale ?? 'en')
  const setting = settingOf(shop, placement)
  const context = { question, shop, words, locale, insight, now, found, setting }
  const panel = panelOf(question, ranking.shown, context)
  const canBeBought = seeds.card && firstRejection(seeds.card, CATALOGUE_FILTERS) === undefined
  const seed =
    panel.layout === 'bundle' && seeds.card && canBeBought
      ? withoutReason(itemOf(seeds.card, 0, context))
      : undefined
  const items = ranking.shown.map((card, at) => itemOf(card, at, context))
  const spare = ranking.spare.map((card, at) => itemOf(card, ranking.shown.length + at, context))
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
    ...(insight?.trace && { trace: traceOf(ranking) }),
  }
}

/** The item on the page has no reason to show. */
const withoutReason = ({ why: _, ...item }: RecommendedItem): RecommendedItem => ({
  ...item,
  reason: '',
})

const traceOf = ({ trace }: Ranking<Card>): Recommendation['trace'] =>
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

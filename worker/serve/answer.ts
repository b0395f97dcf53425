import { merchantEvidence } from '../../engine/rank/evidence.ts'
import { CATALOGUE_FILTERS, firstRejection } from '../../engine/rank/filters.ts'
import type { Ranking } from '../../engine/rank/rank.ts'
import type { PanelQuestion, Question } from '../../schema/serving/questions.ts'
import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Placement } from '../../vocabulary/panels.ts'
import { cardsOf } from '../../widget/view/shown.ts'
import { sha256 } from '../http/sha256.ts'
import type { Store } from '../store/open.ts'
import { wordsFor } from '../texts/index.ts'
import { type AnswerContext, type Insight, itemOf, titleIn } from './answer-item.ts'
import { runningAt, withExperiment } from './arms.ts'
import type { Candidates } from './candidates.ts'
import type { Card } from './card.ts'
import { cartCandidates } from './cart.ts'
import { homeCandidates } from './home.ts'
import { forCustomer, type KnownCustomer, readKnownCustomer } from './known-customer.ts'
import { panelOf, settingOf } from './panel.ts'
import { productPageCandidates } from './product-page.ts'
import { rankPanels } from './rank-panels.ts'
import { knownRules, lacks, type ShopRules } from './rules.ts'

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
 * @param known what is known of the shop's rules before it is asked
 */
export async function ask(
  store: Store,
  question: Question,
  now: number,
  customers: readonly string[] = [],
  known: ShopRules = knownRules(store),
): Promise<Answered> {
  const asked = question.panels ?? [{ intent: question.intent, limit: question.limit }]
  const customer = customers.length > 0 ? await readKnownCustomer(store, customers, known) : undefined
  const first = await candidatesFor(store, question, asked, now, known, customer)
  // The rules have changed since, and compare what was not read.
  if (lacks(first.rules.needs, known.needs)) {
    return await ask(store, question, now, customers, first.rules)
  }
  const { found, panels } = isBare(question, asked, first)
    ? await similarInstead(store, question, asked, first, now, known)
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
  found.pinned.length === 0 &&
  found.panels.complementary?.candidates.length === 0

/** Similar items in the place of companions, as a panel of its kind, so that it is called what it is. One more round trip. */
async function similarInstead(
  store: Store,
  question: Question,
  asked: readonly PanelQuestion[],
  first: Candidates,
  now: number,
  known: ShopRules,
): Promise<{ found: Candidates; panels: readonly PanelQuestion[] }> {
  const item_id = question.item_id ?? question.product_id ?? ''
  const found = await productPageCandidates(store, item_id, ['related'], now, known)
  if (!found.panels.related?.candidates.length) return { found: first, panels: asked }
  return { found, panels: asked.map(({ limit }) => ({ intent: 'related' as const, limit })) }
}

async function candidatesFor(
  store: Store,
  question: Question,
  panels: readonly PanelQuestion[],
  now: number,
  known: ShopRules,
  customer?: KnownCustomer,
): Promise<Candidates> {
  const { placement, cart_item_ids = [] } = question
  const item_id = question.item_id ?? question.product_id ?? ''
  const isAnyPage = placement === 'generic' || placement === 'agent'
  if (isCart(placement) || (isAnyPage && cart_item_ids.length > 0)) {
    return await cartCandidates(store, cart_item_ids, now, known, customer)
  }
  if (placement === 'home' || (isAnyPage && item_id === '')) return await homeCandidates(store, known)
  const intents = panels.map(({ intent }) => intent)
  return await productPageCandidates(store, item_id, intents, now, known)
}

/** Placements that are about a cart, or about the items of an order. */
const isCart = (placement: Placement): boolean =>
  placement === 'cart' || placement === 'checkout' || placement === 'thank_you'

/** The answer of each panel, with the lists of all arms where an experiment runs. */
async function composeAll(
  question: Question,
  panels: readonly PanelQuestion[],
  found: Candidates,
  insight: Insight,
  now: number,
): Promise<Recommendation[]> {
  const { ranked, shown } = rankPanels(question, panels, found, now)
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
    ...(insight?.trace && { trace: traceOf(ranking, context, insight.orders) }),
  }
}

/** The item on the page has no reason to show. */
const withoutReason = ({ why: _, ...item }: RecommendedItem): RecommendedItem => ({
  ...item,
  reason: '',
})

const traceOf = ({ trace }: Ranking<Card>, context: AnswerContext, orders: number): Recommendation['trace'] =>
  trace.map(({ candidate, outcome, rule_id }) => {
    const { item_id, source, score, seed_item_id, parts, alternative } = candidate
    return {
      ...{ item_id, title: titleIn(candidate, context), source, score },
      ...(candidate.seed_orders > 0 && { counts: merchantEvidence(candidate, orders) }),
      ...{ seed_item_id, parts },
      ...(alternative?.gains && { gains: alternative.gains }),
      ...(alternative?.losses && { losses: alternative.losses }),
      outcome,
      ...(rule_id !== undefined && { rule_id }),
    }
  })

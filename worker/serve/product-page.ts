import { isWorthwhile } from '../../engine/alternatives/alternative.ts'
import { exclusionFilter, type Filter, priceBandFilter } from '../../engine/rank/filters.ts'
import { replacementsAmong } from '../../engine/rank/relations.ts'
import { bareFacts } from '../../engine/rules/rule.ts'
import type { PanelRules } from '../../schema/shop/settings.ts'
import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Intent, Source } from '../../vocabulary/panels.ts'
import { DEFAULT_PRICE_BANDS, type PriceBandPair } from '../../vocabulary/price-bands.ts'
import type { Store } from '../store/open.ts'
import { type AlternativeRow, type ProductPageRows, readProductPage } from '../store/serving/product-page.ts'
import type { CompanionRow } from '../store/serving/rows.ts'
import { type Candidates, type PanelCandidates, pinnedCards, statedCard } from './candidates.ts'
import { type Card, cardOf, NO_EVIDENCE } from './card.ts'
import { packCards } from './larger-pack.ts'
import { rulesOf, type ShopRules } from './rules.ts'

/** Source of a companion by the kind of its list; in an item's list each companion has its own. */
const SOURCE_OF_LIST: Readonly<Record<Exclude<CompanionRow['kind'], 'item' | null>, Source>> = {
  linked: 'generalised',
  category: 'category',
  shop: 'bestseller',
}

/**
 * The candidates of every panel of a product page, in one round trip; none for a name that is unknown, because nothing is known to
 * go well with it.
 * @param name any name of the item on the page
 */
export async function productPageCandidates(
  store: Store,
  name: string,
  intents: readonly Intent[],
  now: number,
  known: ShopRules,
): Promise<Candidates> {
  const page = await readProductPage(store, name, intents, now, known)
  const { shop, model_id, family_lift, since, price, family, own } = page
  const pinned = { ...NO_EVIDENCE, source: 'pinned' as const, score: 1, seed_item_id: '', parts: {} }
  const [card] = own.flatMap((row) => cardOf(row, pinned))
  const packs = card ? packCards(card, name, upgradeBands(shop?.panel_rules)) : []
  return {
    ...{ shop, model_id, family_lift, since },
    unknown: own.length > 0 ? [] : [name],
    seeds: {
      item_id: page.item_id,
      price,
      families: new Set(family === null ? [] : [family]),
      titles: new Map(card ? [[page.item_id, card]] : []),
      card,
      facts: card?.facts ?? bareFacts(page.item_id, price),
    },
    rules: rulesOf(store, known, page.rules),
    pinned: pinnedCards(page.pinned),
    panels:
      own.length > 0
        ? Object.fromEntries(intents.map((intent) => [intent, panelCandidates(intent, page, packs)]))
        : {},
  }
}

function panelCandidates(intent: Intent, page: ProductPageRows, packs: readonly Card[]): PanelCandidates {
  const stated = page.stated.flatMap((row) => statedCard(row, row, intent))
  const onPage = exclusionFilter(new Map<string, Outcome>([[page.item_id, 'on_the_page']]))
  if (intent === 'complementary') {
    const companions = page.companions.flatMap((row) => companionCard(row, page.item_id))
    const replacements = exclusionFilter(replacementsAmong(page.stated))
    return { candidates: [...stated, ...companions], filters: [onPage, replacements] }
  }
  const alternatives = page.alternatives.flatMap((row) =>
    row.part === intent ? alternativeCard(row, page.item_id) : [],
  )
  const others = [...stated, ...alternatives]
  const filters = alternativeFilters(intent, alternatives, page)
  if (intent !== 'upgrade' || packs.length === 0) return { candidates: others, filters: [onPage, ...filters] }
  return { candidates: [...packs, ...others.filter(({ item_id }) => item_id !== page.item_id)], filters }
}

/**
 * Filters by current price: upgrades cost more and downgrades less. Of the upgrades, those that nothing says are better are left out
 * before. Alternatives that the merchant stated are exempt.
 */
function alternativeFilters(intent: Intent, alternatives: readonly Card[], page: ProductPageRows): Filter[] {
  if (intent !== 'upgrade' && intent !== 'downgrade') return []
  const exempt = new Set(page.stated.map(({ related_item_id }) => related_item_id))
  if (intent === 'downgrade') {
    return [priceBandFilter(alternatives, page.price, DEFAULT_PRICE_BANDS.downgrade, exempt)]
  }
  const noGain = alternatives.filter(
    ({ item_id, alternative }) => !exempt.has(item_id) && !(alternative && isWorthwhile(alternative)),
  )
  const upgrades = alternatives.filter((card) => !noGain.includes(card))
  return [
    exclusionFilter(new Map(noGain.map(({ item_id }) => [item_id, 'no_gain']))),
    priceBandFilter(upgrades, page.price, upgradeBands(page.shop?.panel_rules), exempt),
  ]
}

function upgradeBands({ upgrade }: PanelRules = {}): PriceBandPair {
  if (upgrade?.from === undefined || upgrade.to === undefined) return DEFAULT_PRICE_BANDS.upgrade
  const band = [upgrade.from / 100, upgrade.to / 100] as const
  return { narrow: band, wide: band }
}

function companionCard(row: CompanionRow, item_id: string): Card[] {
  const { kind, score, family, borrowed, popular } = row
  if (kind === null) return []
  const { co_orders, seed_orders, item_orders } = kind === 'linked' ? NO_EVIDENCE : row
  const ofItem = popular ? 'bestseller' : borrowed ? 'similar' : 'mined'
  const source = kind === 'item' ? ofItem : SOURCE_OF_LIST[kind]
  const seed_item_id = source === 'bestseller' ? '' : item_id
  return cardOf(row, {
    ...{ source, score, seed_item_id, co_orders, seed_orders, item_orders, family },
    // The score of every companion in the item's list is on one scale.
    ...(kind === 'item' && { competes_as: 'mined' as const }),
    parts: { [kind === 'item' ? 'list' : kind]: score },
  })
}

function alternativeCard(row: AlternativeRow, item_id: string): Card[] {
  if (row.part === null) return []
  const { item_id: _, score, ...alternative } = JSON.parse(row.alternative)
  const source = alternative.switches > 0 ? 'mined' : alternative.viewers ? 'viewed' : 'similar'
  const parts = { [row.part]: score }
  return cardOf(row, { source, score, seed_item_id: item_id, ...NO_EVIDENCE, parts, alternative })
}

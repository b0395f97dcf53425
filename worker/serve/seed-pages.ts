import type { RuleSet } from '../../engine/rules/rule-set.ts'
import type { Question } from '../../schema/serving/questions.ts'
import type { Store } from '../store/open.ts'
import type { ViewedItem } from '../store/serving/most-viewed.ts'
import { productPageCandidates } from './product-page.ts'
import { type RankedPanel, rankPanels } from './rank-panels.ts'
import type { ShopRules } from './rules.ts'

/** The companions of a page under some rules, and the rules that touched a candidate of it. */
export type RuledList = { shown: { item_id: string; title: string }[]; touched: ReadonlySet<string> }

/** A page with its companions under each of several sets of rules. */
export type RankedPage = ViewedItem & { lists: RuledList[] }

/** Pages that are read at the same time. */
const AT_ONCE = 8

/**
 * Ranks the companions of product pages under several sets of rules. Each page is read once.
 * @param known what is read of each page: the items that any of the sets pins
 */
export async function rankedPages(
  store: Store,
  items: readonly ViewedItem[],
  known: ShopRules,
  sets: readonly RuleSet[],
  now: number,
): Promise<RankedPage[]> {
  const pages: RankedPage[] = []
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const read = items.slice(from, from + AT_ONCE).map(async (item) => {
      const { item_id } = item
      const found = await productPageCandidates(store, item_id, ['complementary'], now, known)
      const question: Question = { placement: 'product', intent: 'complementary', item_id }
      const lists = sets.map((set) => {
        const ruled = { ...found, rules: { ...found.rules, set } }
        const [panel] = rankPanels(question, [{ intent: 'complementary' }], ruled, now).ranked
        return {
          shown: panel ? panel.ranking.shown.map(({ item_id, title }) => ({ item_id, title })) : [],
          touched: touchedBy(panel),
        }
      })
      return { ...item, lists }
    })
    pages.push(...(await Promise.all(read)))
  }
  return pages
}

/** Rules that placed or rejected a candidate, or changed its score. */
function touchedBy(panel: RankedPanel | undefined): Set<string> {
  const trace = panel?.ranking.trace ?? []
  const moved = trace.flatMap(({ candidate }) =>
    Object.keys(candidate.parts).flatMap((name) => (name.startsWith('rule ') ? name.slice(5) : [])),
  )
  return new Set([...moved, ...trace.flatMap(({ rule_id }) => rule_id ?? [])])
}

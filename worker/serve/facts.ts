import type { ItemFacts } from '../../engine/rules/rule.ts'
import type { FactsRow } from '../store/serving/rows.ts'

/** What rules compare of an item; undefined when it was not read. */
export function factsOf(
  row: Partial<FactsRow> & { item_id: string | null; price?: number | null },
): ItemFacts | undefined {
  const {
    item_id,
    price = null,
    category,
    cost = null,
    stock = null,
    brand = null,
    product_type = null,
  } = row
  if (item_id === null || category === undefined) return undefined
  return {
    ...{ item_id, price, cost, stock, brand, category, product_type },
    tags: row.tags ? JSON.parse(row.tags) : [],
    collections: row.collections ? JSON.parse(row.collections) : [],
    attributes: row.attributes ? JSON.parse(row.attributes) : {},
  }
}

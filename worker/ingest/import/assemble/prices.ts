import type { RowError } from '../../../../schema/imports/imports.ts'
import type { Tally } from '../../../../schema/imports/report.ts'
import type { Catalogue } from '../../../models/catalogue.ts'
import type { ListedPrice } from '../../../store/catalogue/price-list.ts'
import type { Put } from '../../../store/imports/apply.ts'
import { continued } from '../assemble-orders.ts'
import type { PriceFragment } from '../fragments.ts'
import { unknownItem } from '../problems.ts'

/** What a price list says, by the items that the catalogue has, which are counted when they are read; names of items are no numbers. */
export function putPrices(before: Tally, fragments: readonly PriceFragment[], catalogue: Catalogue): Put {
  const { tally, drop } = continued(before)
  const errors: RowError[] = []
  const prices: ListedPrice[] = []
  for (const { key, row, column, change } of fragments) {
    const { match, number } = catalogue.find(key)
    const item_id = match === 'name' ? undefined : catalogue.ids[number]
    if (item_id === undefined) {
      tally.found += 1
      drop('unknown_item')
      errors.push(unknownItem(row, column, key.slice(2)))
    } else
      prices.push({
        item_id,
        name: key.slice(2),
        kind: key.startsWith('s:') ? 'sku' : 'id',
        row,
        column,
        change,
      })
  }
  return { tally, errors, prices }
}

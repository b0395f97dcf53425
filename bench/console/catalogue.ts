/** Words of titles; each item takes four of them. */
const WORDS =
  'kettle cup mug filter paper glass steel copper wooden black white red green blue large small mini travel set espresso coffee tea grinder scale bean dripper server carafe lid handle spare part brush cleaner tablet milk frother jug pot pan bowl plate spoon fork knife board cloth towel apron'.split(
    ' ',
  )
const word = (item: number, place: number): string =>
  WORDS[(item * 7_919 + place * 104_729) % WORDS.length] ?? ''

/**
 * A catalogue as CSV: 300 brands, two levels of categories, a price, an SKU and a GTIN for each item.
 * @param from number of the first item
 */
export function catalogueCsv(items: number, from = 0): string {
  const lines = ['item_id,title,price,url,image_url,brand,category,sku,gtin,availability']
  for (let at = from; at < from + items; at += 1) {
    const title = [word(at, 1), word(at >> 3, 2), word(at >> 5, 3), word(at, 5), `Model ${at % 997}`].join(
      ' ',
    )
    const category = `Home > ${word(at, 9)} > ${word(at >> 2, 4)}`
    const gtin = String(4_000_000_000_000 + at * 37)
    const stock = at % 20 === 0 ? 'out_of_stock' : 'in_stock'
    const address = `https://shop.example/${at}`
    lines.push(
      `item-${at},${title},${((at % 9_000) / 100 + 1).toFixed(2)},${address},${address}.png,Brand ${at % 300},${category},SKU${at},${gtin},${stock}`,
    )
  }
  return lines.join('\n')
}

/** Orders of two or three items, most of them of the first tenth of the catalogue. */
export function ordersCsv(orders: number, items: number): string {
  const lines = ['order_id,order_date,item_id,customer_id']
  const popular = Math.max(10, Math.floor(items / 10))
  for (let at = 0; at < orders; at += 1) {
    const date = new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString()
    for (const item of new Set([at % popular, (at * 31 + 7) % popular, (at * 7_919) % items]))
      lines.push(`o${at},${date},item-${item},c${at % 5_000}`)
  }
  return lines.join('\n')
}

/** A rule of one of the kinds that a shop uses most. */
export function ruleOf(at: number): object {
  const pages = { placements: ['product'], seed: { item_ids: [`item-${at}`] } }
  const kinds = [
    { action: { kind: 'pin', item_id: `item-${at + 1}`, place: 1 }, when: pages },
    { action: { kind: 'hide', items: { brands: [`Brand ${at % 300}`] } }, when: pages },
    {
      action: { kind: 'boost', items: { categories: [`Home > ${word(at, 9)}`] }, strength: 'weak' },
      when: pages,
    },
    { action: { kind: 'at_most', property: 'brand', items: 2 }, when: pages },
  ]
  return { name: `Rule ${at}`, status: 'live', priority: at % 10, ...kinds[at % kinds.length] }
}

import { expect, it } from 'vitest'
import { planOf } from '../../../worker/ingest/import/mapping.ts'
import { Reader } from '../../../worker/ingest/import/reader.ts'
import { BERLIN, tableOf } from '../import/a-file.ts'

/** Prices of a spreadsheet with these cells, as an upload reads them. */
const pricesOf = (cells: string[], currency = 'EUR') =>
  pricesIn(`SKU;Name;Preis\n${cells.map((cell, at) => `${at};Tee;${cell}`).join('\n')}\n`, currency)

/** Prices of the items 0, 1 … of a file. */
async function pricesIn(file: string, currency = 'EUR'): Promise<(number | undefined)[]> {
  const table = await tableOf(file)
  const plan = planOf('items', table, [], currency)
  const reader = new Reader(plan, { ...BERLIN, currency, memory: new Map() }, 1, table)
  if (reader.looksAhead) reader.lookAhead(table.rows)
  reader.read(table.rows)
  reader.close()
  const fragments = reader.buckets.take().flatMap(({ fragments: stored }) => JSON.parse(stored))
  const prices = new Map(
    fragments.map((one) => {
      const { key, variant } = one as { key: string; variant?: { price?: number } }
      return [key, variant?.price]
    }),
  )
  return [...prices.keys()].flatMap((_, at) => (prices.has(String(at)) ? [prices.get(String(at))] : []))
}

it.each([
  ['beside whole amounts', ['1.299', '899'], [129_900, 89_900]],
  ['beside decimal commas', ['1.299 €', '3,50 €', '12.499,00 €'], [129_900, 350, 1_249_900]],
  ['of millions', ['1.250.000', '100.000', '5'], [125_000_000, 10_000_000, 500]],
])('dots group thousands %s', async (_case, cells, prices) => {
  expect(await pricesOf(cells)).toEqual(prices)
})

it.each([
  ['a decimal dot elsewhere', ['1.299', '3.50', '7'], [130, 350, 700]],
  ['a leading zero', ['1.299', '0.500', '7'], [130, 50, 700]],
  ['three decimals in every row', ['1.299', '24.900'], [130, 2_490]],
  ['more decimals', ['34.000000', '1.299', '8'], [3_400, 130, 800]],
  ['a decimal dot after a comma', ['1,299.00', '1.299', '8'], [129_900, 130, 800]],
])('dots are decimal with %s', async (_case, cells, prices) => {
  expect(await pricesOf(cells)).toEqual(prices)
})

it('numbers of JSON have decimal dots', async () => {
  const rows = [1.299, 899].map((price, at) => JSON.stringify({ sku: String(at), name: 'Tea', price }))
  expect(await pricesIn(`${rows.join('\n')}\n`)).toEqual([130, 89_900])
})

it('currencies with three digits keep their decimals', async () => {
  expect(await pricesOf(['1.299', '899'], 'KWD')).toEqual([1_299, 899_000])
})

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { costTable, monthOf, ROWS } from '../../bench/cost/monthly.ts'

it('the table of docs/COSTS.md is the one that follows from the rows and the prices', () => {
  expect(readFileSync('docs/COSTS.md', 'utf8')).toContain(costTable())
})

it('a shop of ten thousand orders costs what can be reckoned by hand', () => {
  const { requests, read, written, dollars } = monthOf({ orders: 10_000, items: 5_000 })
  // 500,000 visits: 2,000,000 pages, 50,000 carts, 7,500,000 events in 1,500,000 beacons; a model reads 120,000 orders.
  expect(requests).toBe(3_550_000)
  expect(read).toBeCloseTo(340e6 + 3e6 + 45e6 + 0.2e6 + 0.25e6 + 36e6 + 1.5e6, -1)
  expect(written).toBeCloseTo(5.25e6 + 20_000 + 50_000 + 180_000, -1)
  expect(dollars.writing).toBeCloseTo(5.5, 6)
  expect(dollars.reading).toBeCloseTo(0.42595, 5)
})

it('a page takes the rows that were measured where answers are measured', () => {
  const serving = readFileSync('bench/results/serving.md', 'utf8')
  const most = (question: string) =>
    Number(new RegExp(`^\\| ${question} \\|(?:[^|]*\\|){4} (\\d+) \\|`, 'm').exec(serving)?.[1])
  expect([most('product') <= ROWS.page.read, most('product') * 2 > ROWS.page.read]).toEqual([true, true])
  expect([most('cart of 10') <= ROWS.cart.read, most('cart of 10') * 2 > ROWS.cart.read]).toEqual([
    true,
    true,
  ])
})

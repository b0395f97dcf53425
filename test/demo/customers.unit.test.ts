import { expect, it } from 'vitest'
import { customersOf, ordersCsv } from '../../demo/shop/files.ts'

const HOUR = 3_600_000
const MIDNIGHT = Date.UTC(2026, 5, 1)

it.each([0, 5, 11, 17, 23])('customers of the demo shop have paid an order of its file, at %d:30', (hour) => {
  const newest = MIDNIGHT + (hour + 0.5) * HOUR
  const [header = '', ...rows] = ordersCsv({ newest }).trim().split('\n')
  const at = (column: string) => header.split(',').indexOf(column)
  const [customer, status] = [at('customer_id'), at('status')]
  const cells = rows.map((row) => row.split(','))
  const paid = new Set(cells.flatMap((row) => (row[status]?.trim() === 'paid' ? [row[customer]] : [])))
  const customers = customersOf(newest)
  expect(customers.length).toBeGreaterThan(1_000)
  expect(customers.filter((one) => !paid.has(one))).toEqual([])
})

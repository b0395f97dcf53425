import { afterAll, expect, it } from 'vitest'
import { Arena } from '../../engine/data/arena.ts'
import type { Baskets } from '../../engine/data/baskets.ts'
import { bytesNeeded, MAX_ARRAY_BYTES, memoryFor } from '../../engine/data/capacity.ts'
import { OrderTable } from '../../engine/data/order-table.ts'
import { mine } from '../../engine/mine/mine.ts'
import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings } from '../../engine/mine/settings.ts'
import { alone, type Work } from '../../engine/mine/work.ts'
import { sharedMemory } from '../../tools/mine/portable.ts'
import { Threads } from '../../tools/mine/threads.ts'
import { workInThreads } from '../../tools/mine/work-in-threads.ts'
import { DAY } from '../../vocabulary/time.ts'
import { catalogueOf, generatedOrders, SHAPES, type Shape } from './shapes.ts'

const teams = await Promise.all([1, 2, 4].map((count) => Threads.start(count)))
afterAll(async () => void (await Promise.all(teams.map((threads) => threads.close()))))

const PLAIN: MineSettings = { min_co_orders: 2, min_customers: null }
/** Settings under which other code runs: pairs are counted again, without backoff, with backoff in carts. */
const SETTINGS: Readonly<Record<string, MineSettings>> = {
  'as before tuning': PLAIN,
  'another exponent, no backoff': { ...PLAIN, page: { ...DEFAULT_PAGE, size_exponent: 0.5, similar: null } },
  'ridge and mixture everywhere': {
    ...{ min_co_orders: 1, min_customers: 1 },
    page: { ...DEFAULT_PAGE, ridge: 1, mixture: 1 },
    cart: { ...DEFAULT_CART, similar: true },
  },
}

function basketsOf(shape: Shape, bytes: number): Baskets {
  const orders = generatedOrders(shape)
  const { ids } = catalogueOf(shape)
  const lines = orders.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable(ids, orders.length, lines, new Arena(sharedMemory(bytes)))
  for (const [at, { day, customer, items }] of orders.entries()) {
    const weight = at % 7 === 0 ? 0.5 : 1
    table.add({ at: day === null ? null : day * DAY, customer, items, size: items.length + (at % 3), weight })
  }
  return table.close()
}

function listsBy(work: Work, shape: Shape, settings: MineSettings, bytes = MAX_ARRAY_BYTES): string {
  const { titles, categories } = catalogueOf(shape)
  const isNew = (item: number) => item % 2 === 0
  const lists = mine(basketsOf(shape, bytes), categories, settings, titles, isNew, work)
  let text = ''
  for (let step = lists.next(); ; step = lists.next()) {
    if (step.done) return `${text}${JSON.stringify(step.value)}`
    if (step.value) text += `${JSON.stringify(step.value)}\n`
  }
}

const cases = SHAPES.flatMap((shape) => Object.keys(SETTINGS).map((name) => [shape.name, name] as const))

it.each(cases)('%s, %s: one, two and four threads give the lists of a single loop', (shapeName, name) => {
  const shape = SHAPES.find((one) => one.name === shapeName) ?? SHAPES[0]
  const settings = SETTINGS[name] ?? PLAIN
  if (!shape) throw new Error('There is no such shape.')
  const whole = listsBy(alone, shape, settings)
  expect(whole.split('\n').length).toBeGreaterThan(10)
  for (const threads of teams) expect(listsBy(workInThreads(threads), shape, settings)).toBe(whole)
})

it('what is kept in little memory is the same in any number of threads', () => {
  const [shape] = SHAPES
  if (!shape) throw new Error('There is no shape.')
  // So little that pairs are counted again for each list, and the index is made in blocks.
  const bytes = 400_000
  const whole = listsBy(alone, shape, PLAIN, bytes)
  for (const threads of teams) expect(listsBy(workInThreads(threads), shape, PLAIN, bytes)).toBe(whole)
})

it('a failure in a thread is an error of the run, and the next run works', () => {
  const [shape] = SHAPES
  const [threads] = teams
  if (!shape || !threads) throw new Error('There is no shape.')
  const baskets = basketsOf(shape, MAX_ARRAY_BYTES)
  const broken = { candidates: { lists: null } } as never
  const run = () => [...threads.run('credits', baskets, broken, [{ from: 0, to: 10 }])]
  expect(run).toThrow(/A thread failed/)
  expect(listsBy(workInThreads(threads), shape, PLAIN)).toBe(listsBy(alone, shape, PLAIN))
})

it('a run outside an isolate leaves no order out, and has the memory of an isolate where that suffices', () => {
  expect(memoryFor(100_000, 400_000, 10_000)).toBe(MAX_ARRAY_BYTES)
  for (const lines of [2e7, 1e8, 1e9]) {
    const [orders, items] = [Math.round(lines / 3.3), 300_000]
    const memory = memoryFor(orders, lines, items)
    expect(bytesNeeded(orders, lines, items, memory)).toBeLessThanOrEqual(0.8 * memory)
    expect(Number.isInteger(Math.log2(memory / MAX_ARRAY_BYTES))).toBe(true)
  }
})

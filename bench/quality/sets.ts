import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DAY } from '../../vocabulary/time.ts'
import { DATA } from '../data.ts'

/** Orders by time: the first so much train, the rest test. */
const TRAIN = 0.8

/** One order of real data; without a date its position in the file is its day. */
export type RealOrder = { id: string; at: number; customer: string | null; items: string[] }

/** A shop's orders, divided into training and test. */
export type RealSet = { name: string; rule: string; train: RealOrder[]; test: RealOrder[] }

/** Returns every data set with complete orders; missing ones are left out. */
export function readSets(): RealSet[] {
  const readers = [onlineRetail, taFeng, groceries, completeJourney]
  return readers.flatMap((read) => {
    const set = read()
    return set ? [set] : []
  })
}

function linesOf(file: string): string[][] | undefined {
  const path = join(DATA, file)
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd()
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}

type Line = { id: string; at: number; customer: string | null; item: string }

/** Groups lines to orders, oldest first, with each item once per order. */
function toOrders(lines: Iterable<Line>): RealOrder[] {
  const orders = new Map<string, { order: RealOrder; items: Set<string> }>()
  for (const { id, at, customer, item } of lines) {
    let held = orders.get(id)
    if (!held) {
      held = { order: { id, at, customer, items: [] }, items: new Set() }
      orders.set(id, held)
    }
    held.items.add(item)
  }
  return [...orders.values()]
    .map(({ order, items }) => ({ ...order, items: [...items] }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

function byTime(name: string, orders: RealOrder[], rule: string): RealSet {
  const cut = Math.floor(orders.length * TRAIN)
  return { name, rule, train: orders.slice(0, cut), test: orders.slice(cut) }
}

/** No C or A invoices, quantity and price above 0, article codes. */
function onlineRetail(): RealSet | undefined {
  const lines = linesOf('online_retail/orders.csv.gz')
  if (!lines) return undefined
  const good = lines.flatMap(([id = '', customer = '', time = '', item = '', quantity = '', price = '']) =>
    id === '' || /^[CA]/.test(id) || Number(quantity) <= 0 || Number(price) <= 0 || !/^\d{5}/.test(item)
      ? []
      : [{ id, at: Date.parse(`${time}Z`), customer: customer || null, item: item.toUpperCase() }],
  )
  return byTime('Online Retail', toOrders(good), 'first 80 % by time')
}

/** More than any customer of Ta-Feng has. */
const MAX_BASKETS = 100

/**
 * The data's own split: a customer's last basket is the test. There are no dates, only each customer's own order of
 * baskets: so days are counted back from the last one, a basket a day.
 */
function taFeng(): RealSet | undefined {
  const lines = linesOf('tafeng_realitycheck/orders.csv.gz')
  if (!lines) return undefined
  const last = new Map<string, number>()
  for (const [, customer = '', number] of lines)
    last.set(customer, Math.max(Number(number), last.get(customer) ?? 0))
  const orders = (isTest: boolean) =>
    toOrders(
      lines
        .filter(([, , , split]) => (split === 'future') === isTest)
        .map(([id = '', customer = '', number = '', , item = '']) => ({
          id,
          customer,
          at: (MAX_BASKETS + Number(number) - (last.get(customer) ?? 0)) * DAY,
          item,
        })),
    )
  return {
    name: 'Ta-Feng',
    rule: 'all but each last basket',
    train: orders(false),
    test: orders(true),
  }
}

/** Without dates: the order of the file is used as time. */
function groceries(): RealSet | undefined {
  const lines = linesOf('groceries/orders.csv')
  if (!lines) return undefined
  const places = new Map<string, number>()
  for (const [id = ''] of lines) if (!places.has(id)) places.set(id, places.size)
  const orders = toOrders(
    lines.map(([id = '', item = '']) => ({ id, at: (places.get(id) ?? 0) * DAY, customer: null, item })),
  )
  return byTime('Groceries', orders, 'first 80 % of the file')
}

function completeJourney(): RealSet | undefined {
  const lines = linesOf('completejourney/orders_complete_baskets.csv.gz')
  if (!lines) return undefined
  return byTime('Complete Journey', toOrders(lines.map(journeyLine)), 'first 80 % by time')
}

function journeyLine([id = '', customer = '', time = '', , item = '']: string[]): Line {
  return { id, customer, at: Date.parse(`${time}Z`), item }
}

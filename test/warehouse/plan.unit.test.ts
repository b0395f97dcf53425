import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { OrderTable } from '../../engine/data/order-table.ts'
import { creditUnit } from '../../engine/mine/pairs/mixture.ts'
import { DAY, SECOND } from '../../vocabulary/time.ts'
import { DIALECTS, type Engine } from '../../warehouse/dialects.ts'
import {
  candidatesOf,
  creditRows,
  hashOfRows,
  itemRows,
  pairRows,
  type Rows,
  shareRows,
} from '../../warehouse/engine-rows.ts'
import { planOf } from '../../warehouse/plan.ts'
import { countsFor } from '../../warehouse/print.ts'
import { sharesOfPairs } from '../../warehouse/shares-of-pairs.ts'
import { catalogueOf, generatedOrders, SHAPES } from '../mine/shapes.ts'

const ENGINES = Object.keys(DIALECTS) as Engine[]

it.each(ENGINES)('the statements for %s are those of its golden file', async (engine) => {
  await expect(countsFor(engine)).toMatchFileSnapshot(`golden/${engine}.sql`)
})

it('no statement divides but by the dialect, and none uses a fraction', () => {
  const marked = { ...DIALECTS.sqlite, div: (a: string, b: string) => `DIV(${a}; ${b})` }
  for (const { sql } of planOf(marked)) expect(sql).not.toMatch(/[/]|\d\.\d|float|double|avg|ln\(|sqrt/i)
})

/** A shop in a warehouse and in the engine, from the same rows. */
function shopIn(database: DatabaseSync, shape: (typeof SHAPES)[number]) {
  const orders = generatedOrders(shape).sort((a, b) => (a.id < b.id ? -1 : 1))
  const { ids } = catalogueOf(shape)
  database.exec(`create table pairwell_orders (order_id text, customer_id text, ordered_at integer, item_id text);
    create table pairwell_items (item integer, item_id text);
    create table pairwell_shares (i integer, j integer, e0 integer)`)
  const addLine = database.prepare('insert into pairwell_orders values (?, ?, ?, ?)')
  const addItem = database.prepare('insert into pairwell_items values (?, ?)')
  for (const [item, id] of ids.entries()) addItem.run(item, id)
  const table = new OrderTable(ids, orders.length, 100 * orders.length)
  for (const { id, customer, day, items } of orders) {
    const at = day === null ? null : day * DAY
    for (const item of items) {
      const seconds = at === null ? null : at / SECOND
      addLine.run(id, customer, seconds, ids[item] ?? '')
      // A line that is there twice is one line.
      if (item % 5 === 0) addLine.run(id, customer, seconds, ids[item] ?? '')
    }
    // Something that the catalogue does not know makes the order larger.
    if (items.length % 4 === 0) addLine.run(id, customer, null, 'unknown')
    table.add({ at, customer, items, size: items.length + (items.length % 4 === 0 ? 1 : 0) })
  }
  return table.close()
}

it.each(SHAPES)('$name: estimates made of all pairs of a warehouse are those of the engine', (shape) => {
  const database = new DatabaseSync(':memory:')
  const baskets = shopIn(database, shape)
  const candidates = candidatesOf(baskets)
  const [lines, , pairs] = planOf(DIALECTS.sqlite, 1)
  database.exec(lines?.sql ?? '')
  const rows = database.prepare(pairs?.sql ?? '').all()
  const home = rows.map((row) => (pairs?.home ?? []).map((column) => Number(row[column])))
  const made = [...sharesOfPairs(home, baskets.items, candidates.lists.stride)]
  expect(made.length).toBeGreaterThan(20)
  expect(hashOfRows(made)).toBe(hashOfRows(shareRows(candidates)))
})

it.each(SHAPES)('$name: SQLite gives the integers of the engine, byte for byte', (shape) => {
  const database = new DatabaseSync(':memory:')
  const baskets = shopIn(database, shape)
  const candidates = candidatesOf(baskets)
  const addShare = database.prepare('insert into pairwell_shares values (?, ?, ?)')
  for (const share of shareRows(candidates)) addShare.run(...share)
  const own: Readonly<Record<string, () => Rows>> = {
    items: () => itemRows(baskets),
    pairs: () => pairRows(baskets),
    credits: () => creditRows(baskets, candidates),
  }
  const compared: string[] = []
  for (const { name, sql, home } of planOf(DIALECTS.sqlite)) {
    if (!home) {
      database.exec(sql)
      continue
    }
    const rows = database
      .prepare(sql)
      .all()
      .map((row) => home.map((column) => Number(row[column])))
    expect(rows.length).toBeGreaterThan(0)
    expect([name, hashOfRows(rows)]).toEqual([name, hashOfRows(own[name]?.() ?? [])])
    compared.push(name)
  }
  expect(compared).toEqual(['items', 'pairs', 'credits'])
})

it('votes and units of the statements are those of the engine for every size and number of orders', () => {
  const database = new DatabaseSync(':memory:')
  const { div } = DIALECTS.sqlite
  const vote = database.prepare(`select ${div('33554432 + ?1', '2 * ?1')} as vote`)
  for (let size = 1; size <= 1_000; size += 1)
    expect(vote.get(BigInt(size))?.vote).toBe(Math.round(2 ** 24 * size ** -1))
  const units = planOf(DIALECTS.sqlite).find(({ name }) => name === 'units')?.sql ?? ''
  const [choice = ''] = /case when[\s\S]* end/.exec(units) ?? []
  const unit = database.prepare(`select ${choice.replaceAll('c.orders', '?1')} as unit`)
  for (let bits = 0; bits <= 29; bits += 1) {
    for (const orders of [2 ** bits - 1, 2 ** bits, 2 ** bits + 1].filter((one) => one >= 1 && one < 2 ** 29))
      expect([orders, unit.get(BigInt(orders))?.unit]).toEqual([orders, creditUnit(orders)])
  }
})

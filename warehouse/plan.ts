import { MAX_ITEMS_PER_ORDER } from '../engine/data/order-table.ts'
import { creditUnit } from '../engine/mine/pairs/mixture.ts'
import { SHARE_UNIT } from '../engine/mine/pairs/neighbours.ts'
import { MAX_ORDERS_PER_CUSTOMER, VOTE_UNIT } from '../engine/mine/pairs/pair-counter.ts'
import type { Dialect } from './dialects.ts'
import { IS_KNOWN } from './orders-statement.ts'

/** A statement of the plan, and what becomes of its rows. */
export type Statement = {
  name: string
  what: string
  sql: string
  /** Names of the integers of each row, in their order; undefined where the rows stay in the warehouse. */
  home?: readonly string[]
}

/** Orders that a pair needs to leave the warehouse, unless told otherwise. */
export const MIN_ORDERS = 2
/** Bits of the orders of an item from which its credits have a coarser unit. */
const [FIRST_COARSE_BITS, MOST_BITS] = [13, 29]

/**
 * Mining inside a warehouse: integers only, so that every engine gives the same bytes (docs/METHOD.md, "Inside a warehouse").
 *
 * Before it, the warehouse needs `pairwell_orders(order_id, customer_id, ordered_at, item_id)`, a row for each line to be counted, with
 * texts, null, a blank or 0 for an unknown customer, and seconds since 1970 or null; and `pairwell_items(item, item_id)`, the number of each id in ascending
 * order of the ids by code points, from 0. Before `credits` it needs `pairwell_shares(i, j, e0)`: the initial estimates in units of 2⁻²⁴,
 * which are made of the pairs that came home (shares-of-pairs.ts).
 * @param minOrders orders that a pair needs to come home; with 1 the estimates are those of the engine, with 2 fewer rows travel
 */
export const planOf = (dialect: Dialect, minOrders = MIN_ORDERS): Statement[] => [
  lines(dialect),
  {
    name: 'items',
    what: 'orders of each item',
    home: ['item', 'orders'],
    sql: `select item, count(*) as orders from pairwell_lines group by item order by item`,
  },
  pairs(dialect, minOrders),
  units(dialect),
  credits(dialect),
]

/** Lines with the place of their order among the customer's, oldest first, and the order's vote. */
function lines({ div, keep }: Dialect): Statement {
  const vote = div(`${2 * VOTE_UNIT} + s.size`, '2 * s.size')
  const customer = `coalesce('c' || buyer, 'o' || order_id)`
  return {
    name: 'lines',
    what: `each item of an order once, of orders with at most ${MAX_ITEMS_PER_ORDER} items`,
    sql: keep(
      'pairwell_lines',
      `with bought as (
  select distinct order_id, item_id from pairwell_orders
), sizes as (
  select order_id, count(*) as size from bought group by order_id having count(*) <= ${MAX_ITEMS_PER_ORDER}
), heads as (
  select order_id, min(case when ${IS_KNOWN} then customer_id end) as buyer, coalesce(min(ordered_at), 0) as placed_at
  from pairwell_orders group by order_id
), placed as (
  select order_id, ${customer} as cust,
    row_number() over (partition by ${customer} order by placed_at, order_id) as seq
  from heads
)
select b.order_id as ord, p.cust as cust, p.seq as seq, n.item as item, ${vote} as vote
from bought b
join sizes s on s.order_id = b.order_id
join placed p on p.order_id = b.order_id
join pairwell_items n on n.item_id = b.item_id`,
    ),
  }
}

/** Every pair of enough orders. The condition on the items stands in `where`: not every engine takes it in `on`. */
function pairs({ integer }: Dialect, minOrders: number): Statement {
  const upTo = `k <= ${MAX_ORDERS_PER_CUSTOMER}`
  const sums = [
    `count(*) as co_orders`,
    `${integer('sum(case when k = 1 then 1 else 0 end)')} as customers`,
    `${integer(`sum(case when ${upTo} then 1 else 0 end)`)} as capped_orders`,
    `${integer(`sum(case when ${upTo} then vote else 0 end)`)} as votes`,
  ]
  return {
    name: 'pairs',
    what: `orders, customers, orders of at most ${MAX_ORDERS_PER_CUSTOMER} a customer, and votes of each pair`,
    home: ['i', 'j', 'co_orders', 'customers', 'capped_orders', 'votes'],
    sql: `with paired as (
  select a.cust as cust, a.item as i, b.item as j, a.vote as vote,
    row_number() over (partition by a.cust, a.item, b.item order by a.seq) as k
  from pairwell_lines a join pairwell_lines b on b.ord = a.ord
  where a.item < b.item
)
select i, j, ${sums.join(',\n  ')}
from paired group by i, j having count(*) >= ${minOrders} order by i, j`,
  }
}

/** Background and unit of the credits of each item (engine/mine/pairs/mixture.ts). */
function units({ div, greatest, keep }: Dialect): Statement {
  const coarse = Array.from({ length: MOST_BITS - FIRST_COARSE_BITS + 1 }, (_, at) => {
    const least = 2 ** (FIRST_COARSE_BITS + at - 1)
    return `when c.orders >= ${least} then ${creditUnit(least)}`
  })
  return {
    name: 'units',
    what: 'background and unit of the credits of each item',
    sql: keep(
      'pairwell_units',
      `with counted as (
  select item, count(*) as orders from pairwell_lines group by item
), shop as (
  select count(*) as lines from pairwell_lines
)
select c.item as item, ${greatest('1', div(`${SHARE_UNIT} * c.orders`, 's.lines'))} as q,
  case ${coarse.toReversed().join('\n    ')}
    else ${creditUnit(1)} end as unit
from counted c cross join shop s`,
    ),
  }
}

/** One step of expectation and maximisation, its sums: orders of full weight. */
function credits({ div, integer }: Dialect): Statement {
  const credit = div('2 * h.e0 * u.unit + t.total', '2 * t.total')
  return {
    name: 'credits',
    what: 'credits of the mixture’s step, by the estimates in pairwell_shares',
    home: ['i', 'j', 'credit'],
    sql: `with hits as (
  select a.ord as ord, e.i as i, e.j as j, e.e0 as e0
  from pairwell_shares e
  join pairwell_lines a on a.item = e.i
  join pairwell_lines b on b.ord = a.ord and b.item = e.j
), explained as (
  select h.ord as ord, h.j as j, min(u.q) + ${integer('sum(h.e0)')} as total
  from hits h join pairwell_units u on u.item = h.j group by h.ord, h.j
)
select h.i as i, h.j as j, ${integer(`sum(${credit})`)} as credit
from hits h
join explained t on t.ord = h.ord and t.j = h.j
join pairwell_units u on u.item = h.i
group by h.i, h.j order by h.i, h.j`,
  }
}

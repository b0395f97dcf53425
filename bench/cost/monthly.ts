import { OPERATIONS, PRICE } from './prices.ts'

/**
 * What the parts of a shop's work cost in rows of the database, rounded up. `test/operate/cost-rows.worker.test.ts` measures them again and fails if one is
 * wrong by more than half; those of answers are from `bench/results/serving.md`.
 */
export const ROWS = {
  /** A product page that no cache answers, and a cart. */
  page: { read: 170, written: 0 },
  cart: { read: 60, written: 0 },
  /** An event of a consenting visitor, in a beacon of five, stored and counted. */
  event: { read: 6, written: 0.7 },
  /** An order of three lines in a file, with the model that follows the file. */
  order: { read: 20, written: 2 },
  /** An item of a new catalogue, with its searches and first lists. */
  item: { read: 50, written: 10 },
  /** A night's model: of an order in it, and of an item. */
  mined_order: { read: 10, written: 0 },
  mined_item: { read: 10, written: 1.2 },
} as const

/** Bytes that a row of data takes with its indexes, and a day's counts of an item that is shown. */
export const BYTES = { order: 600, item: 7_000, item_day: 120 } as const

/** How shoppers use a shop; every figure is an assumption, made on the dear side. */
export const USE = {
  /** Visits that end with an order. */
  conversion: 0.02,
  /** Product pages of a visit, each of which asks once, and no cache answers. */
  pages: 4,
  /** Visits that open the cart. */
  carts: 0.1,
  /** Events of a visit, in beacons of five. */
  events: 15,
  events_a_beacon: 5,
  /** Share of the items that are shown on a day, each of which is a row of counts. */
  shown: 0.1,
  /** Nights in a month. */
  nights: 30,
  /** Months of orders that a model reads. */
  months: 12,
} as const

/** A shop of the table. */
export type Shop = { orders: number; items: number }
export const SHOPS: readonly Shop[] = [
  { orders: 300, items: 500 },
  { orders: 10_000, items: 5_000 },
  { orders: 1_000_000, items: 100_000 },
]

/** Cloudflare's price of a gigabyte of D1 a month, and of a million milliseconds of processor time. */
const GIGABYTE_MONTH = 0.75
const PROCESSOR = 0.02
/** Milliseconds of processor time of a request; benches measure about 1 ms for a page, on the machine of bench/results/serving.md. */
const MILLISECONDS = { page: 2, beacon: 2, mined_order: 0.3 } as const

/** What a shop uses in a month, and what that costs in dollars beyond the included amounts. */
export type Month = {
  requests: number
  read: number
  written: number
  gigabytes: number
  dollars: {
    requests: number
    processor: number
    reading: number
    writing: number
    storage: number
    total: number
  }
}

export function monthOf({ orders, items }: Shop): Month {
  const visits = orders / USE.conversion
  const pages = visits * USE.pages
  const carts = visits * USE.carts
  const events = visits * USE.events
  const beacons = events / USE.events_a_beacon
  const kept = orders * USE.months
  const parts: readonly (readonly [count: number, rows: { read: number; written: number }])[] = [
    [pages, ROWS.page],
    [carts, ROWS.cart],
    [events, ROWS.event],
    [orders, ROWS.order],
    [items, ROWS.item],
    [USE.nights * kept, ROWS.mined_order],
    [USE.nights * items, ROWS.mined_item],
  ]
  const sum = (which: 'read' | 'written') =>
    parts.reduce((total, [count, rows]) => total + count * rows[which], 0)
  const [read, written, requests] = [sum('read'), sum('written'), pages + carts + beacons]
  const gigabytes =
    (kept * BYTES.order + items * BYTES.item + items * USE.nights * USE.months * BYTES.item_day * USE.shown) /
    1e9
  const milliseconds =
    (pages + carts) * MILLISECONDS.page +
    beacons * MILLISECONDS.beacon +
    USE.nights * kept * MILLISECONDS.mined_order
  const dollars = {
    requests: requests * PRICE.request + USE.nights * OPERATIONS * PRICE.queue_operation,
    processor: (milliseconds / 1e6) * PROCESSOR,
    reading: read * PRICE.row_read,
    writing: written * PRICE.row_written,
    storage: gigabytes * GIGABYTE_MONTH,
  }
  const total = Object.values(dollars).reduce((money, part) => money + part, 0)
  return { requests, read, written, gigabytes, dollars: { ...dollars, total } }
}

/** A number with two digits that count, and thousands apart. */
const rounded = (value: number): string =>
  Number(value.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 4 })

/** The table of docs/COSTS.md. */
export function costTable(): string {
  const head =
    '| orders a month | items | requests | rows read | rows written | GB | requests, $ | processor, $ | reading, $ | writing, $ | storage, $ | **total, $** | $ an order |'
  const rows = SHOPS.map((shop) => {
    const { requests, read, written, gigabytes, dollars } = monthOf(shop)
    const cells = [
      ...[shop.orders, shop.items].map((count) => count.toLocaleString('en-US')),
      ...[requests, read, written, gigabytes].map(rounded),
      ...[dollars.requests, dollars.processor, dollars.reading, dollars.writing, dollars.storage].map(
        rounded,
      ),
      `**${rounded(dollars.total)}**`,
      rounded(dollars.total / shop.orders),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [head, `|${'---|'.repeat(13)}`, ...rows].join('\n')
}

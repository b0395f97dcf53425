import { createHmac } from 'node:crypto'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { ItemRow } from '../../schema/catalogue/items.ts'
import { heldPairs as heldPairTable } from '../../schema/models/held-pairs.ts'
import { models as modelTable } from '../../schema/models/models.ts'
import { tunings as tuningTable } from '../../schema/models/tunings.ts'
import type { OrderRow } from '../../schema/orders/orders.ts'
import { eventDays } from '../../schema/outcomes/events.ts'
import { experiments as experimentTable } from '../../schema/outcomes/experiments.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { DAY } from '../../vocabulary/time.ts'
import { minorDigits } from '../../widget/view/price.ts'
import { listItems } from '../store/catalogue/items.ts'
import { listRelations } from '../store/catalogue/relations.ts'
import { columnNames, shapeOfTable } from '../store/columns.ts'
import { listImports } from '../store/imports/imports.ts'
import { listHeldPairs } from '../store/models/held-pairs.ts'
import { listLists } from '../store/models/lists.ts'
import { listModels } from '../store/models/models.ts'
import { listTunings } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'
import { listOrders } from '../store/orders/orders.ts'
import { type DayKey, listDays } from '../store/outcomes/events.ts'
import { listExperiments } from '../store/outcomes/experiments.ts'
import { LIST_COLUMNS, type Line, listLines } from './list-lines.ts'

/** A table of an export: its columns, and its lines page by page. */
export type Table = { columns: readonly string[]; pages(store: Store, shop: Shop): AsyncGenerator<Line[]> }

/** Rows a page: a statement stays short, and a million rows need 500 of them. */
const PAGE = 2_000
/** Above every id of imports and models, which are listed newest first. */
const NEWEST = '~'

/** Reads pages until one is not full. */
async function* paged<Row, Cursor>(
  start: Cursor,
  read: (after: Cursor) => Promise<Row[]>,
  cursor: (last: Row) => Cursor,
): AsyncGenerator<Row[]> {
  for (let after = start; ; ) {
    const rows = await read(after)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return
    after = cursor(last)
  }
}

const major = (amount: number | null | undefined, currency: string): string =>
  amount === null || amount === undefined
    ? ''
    : (amount / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))

const yesNo = (value: boolean): string => (value ? 'yes' : 'no')
const json = (value: object): string => JSON.stringify(value)
const date = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())

/** One line a variant, in the columns of our own form of a catalogue. */
function itemLines(row: ItemRow, currency: string): Line[] {
  return row.variants.map((variant) => ({
    id: variant.variant_id,
    item_group_id: row.item_id,
    sku: variant.sku ?? '',
    title: row.title,
    option: variant.title ?? '',
    link: row.url ?? '',
    image_link: row.image_url ?? '',
    variant_image_link: variant.image_url ?? '',
    price: major(variant.price, currency),
    cost_of_goods_sold: major(variant.cost, currency),
    availability: variant.availability,
    stock: variant.stock ?? '',
    category: row.category,
    collections: json(row.collections),
    type: row.product_type ?? '',
    brand: row.brand ?? '',
    tags: json(row.tags),
    attributes: json(row.attributes),
    replenish_days: row.replenish_days ?? '',
    disclosure: row.disclosure ?? '',
    age_limit: row.age_limit ?? '',
    published: yesNo(row.published),
    gift_card: yesNo(row.gift_card),
    prior_price_30d: major(row.prior_price_30d, currency),
    market_prices: json(row.market_prices),
    group_prices: json(row.group_prices),
  }))
}

const ITEM_COLUMNS = [
  ...['id', 'item_group_id', 'sku', 'title', 'option', 'link', 'image_link', 'variant_image_link', 'price'],
  ...[
    'cost_of_goods_sold',
    'availability',
    'stock',
    'category',
    'collections',
    'type',
    'brand',
    'tags',
    'attributes',
  ],
  ...['replenish_days', 'disclosure', 'age_limit', 'published', 'gift_card', 'prior_price_30d'],
  ...['market_prices', 'group_prices'],
]

const items: Table = {
  columns: ITEM_COLUMNS,
  async *pages(store, { currency }) {
    const rows = paged(
      '',
      (after) => listItems(store, after, PAGE, undefined),
      (last) => last.item_id,
    )
    for await (const page of rows) yield page.flatMap((row) => itemLines(row, currency))
  },
}

/** The columns that a line's name can stand in, by the letter it begins with. */
const NAMED_BY: Readonly<Record<string, 'item_id' | 'sku' | 'item_name'>> = { s: 'sku', n: 'item_name' }

/** One line an order line. A buyer is a number that this export alone uses: who bought twice can be seen, who it was not. */
function orderLines(row: OrderRow, buyer: (customer: string) => string): Line[] {
  return row.lines.map(([reference, quantity, price, recommendation_id]) => ({
    order_id: row.order_id,
    order_date: date(row.ordered_at),
    customer_id: row.customer === null ? '' : buyer(row.customer),
    status: row.status,
    currency: row.currency,
    item_id: '',
    sku: '',
    item_name: '',
    [NAMED_BY[reference[0] ?? ''] ?? 'item_id']: reference.slice(2),
    quantity,
    price: major(price, row.currency),
    recommendation_id: recommendation_id ?? '',
  }))
}

const orders: Table = {
  columns: [
    ...['order_id', 'order_date', 'customer_id', 'status', 'currency', 'item_id', 'sku', 'item_name'],
    ...['quantity', 'price', 'recommendation_id'],
  ],
  async *pages(store) {
    const key = crypto.getRandomValues(new Uint8Array(32))
    const buyer = (customer: string) =>
      createHmac('sha256', key).update(customer).digest('base64url').slice(0, 22)
    const rows = paged(
      '',
      (after) => listOrders(store, after, PAGE),
      (last) => last.order_id,
    )
    for await (const page of rows) yield page.flatMap((row) => orderLines(row, buyer))
  },
}

const FIRST_RELATION: readonly [string, string, string] = ['', '', '']
const FIRST_LIST: readonly [string, string] = ['', '']

const relations: Table = {
  columns: ['item_id', 'related_item_id', 'relationship_type', 'position', 'start_date', 'end_date'],
  async *pages(store) {
    const rows = paged(
      FIRST_RELATION,
      (after) => listRelations(store, after, PAGE),
      (last): typeof FIRST_RELATION => [last.item_id, last.related_item_id, last.relationship_type],
    )
    for await (const page of rows) {
      yield page.map(({ item_id, related_item_id, relationship_type, position, start_at, end_at }) => ({
        item_id,
        related_item_id,
        relationship_type,
        position,
        start_date: date(start_at),
        end_date: date(end_at),
      }))
    }
  },
}

const lists: Table = {
  columns: LIST_COLUMNS,
  async *pages(store) {
    const rows = paged(
      FIRST_LIST,
      (after) => listLists(store, after, PAGE),
      (last): typeof FIRST_LIST => [last.kind, last.key],
    )
    for await (const page of rows) yield page.flatMap(listLines)
  },
}

const imports: Table = {
  columns: [
    'import_id',
    'kind',
    'status',
    'created_at',
    'finished_at',
    'added',
    'written',
    'errors',
    'report',
  ],
  async *pages(store) {
    const rows = paged(
      NEWEST,
      (before) => listImports(store, before, PAGE),
      (last) => last.import_id,
    )
    for await (const page of rows) {
      yield page.map(({ import_id, kind, status, created_at, finished_at, ...row }) => ({
        import_id,
        kind,
        status,
        created_at: date(created_at),
        finished_at: date(finished_at),
        added: row.added,
        written: row.written,
        errors: row.errors,
        report: json({ ...row.received, ...row.tally }),
      }))
    }
  },
}

/** A column's cell of an export: moments as ISO 8601, JSON as text, and nothing where the row has none. */
function cellOf({ name, dataType }: SQLiteColumn, value: unknown): string | number {
  if (dataType === 'json') return json(Object(value ?? {}))
  if (typeof value === 'boolean') return yesNo(value)
  if (typeof value === 'number') return name.endsWith('_at') ? date(value) : value
  return typeof value === 'string' ? value : ''
}

/** A table that is exported as the schema has it, but for the shop and the columns that are left out. */
function wholeTable<Row extends object, Cursor>(
  table: SQLiteTable,
  start: Cursor,
  read: (store: Store, after: Cursor) => Promise<Row[]>,
  cursor: (last: Row) => Cursor,
  leftOut: readonly string[] = [],
): Table {
  const columns = shapeOfTable(table).columns.filter(
    ({ name }) => name !== 'shop_id' && !leftOut.includes(name),
  )
  const lineOf = (row: Row): Line => {
    const values = new Map<string, unknown>(Object.entries(row))
    return Object.fromEntries(columns.map((column) => [column.name, cellOf(column, values.get(column.name))]))
  }
  return {
    columns: columns.map(({ name }) => name),
    async *pages(store) {
      for await (const page of paged(start, (after) => read(store, after), cursor)) yield page.map(lineOf)
    },
  }
}

const models = wholeTable(
  modelTable,
  NEWEST,
  (store, before) => listModels(store, before, PAGE),
  (last) => last.model_id,
)

// The sums of a search's folds mean nothing outside of it.
const tunings = wholeTable(
  tuningTable,
  NEWEST,
  (store, before) => listTunings(store, before, PAGE),
  (last) => last.tuning_id,
  ['folds'],
)

const held_pairs = wholeTable(
  heldPairTable,
  FIRST_LIST,
  (store, after) => listHeldPairs(store, after, PAGE),
  (last): typeof FIRST_LIST => [last.item_id, last.companion_id],
)

const experiments = wholeTable(
  experimentTable,
  NEWEST,
  (store, before) => listExperiments(store, before, PAGE),
  (last) => last.experiment_id,
)

const FIRST_DAY: DayKey = [-1, '', '', '', '', '', '', '']

const event_days: Table = {
  columns: columnNames(eventDays),
  async *pages(store) {
    const rows = paged(
      FIRST_DAY,
      (after) => listDays(store, after, PAGE),
      ({ day, placement, intent, source, seed_item_id, item_id, experiment_id, arm }): DayKey => [
        ...[day, placement, intent, source, seed_item_id, item_id, experiment_id, arm],
      ],
    )
    for await (const page of rows) {
      yield page.map(({ shop_id: _, day, ...row }) => ({ ...row, day: date(day * DAY).slice(0, 10) }))
    }
  },
}

/** All that a shop has given or made, but for people. */
export const TABLES = {
  items,
  orders,
  relations,
  lists,
  imports,
  models,
  tunings,
  held_pairs,
  experiments,
  event_days,
}

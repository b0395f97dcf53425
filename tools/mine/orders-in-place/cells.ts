import { isGuest } from '../../../vocabulary/customers.ts'
import { isAmount, isCounted } from '../../../vocabulary/orders.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { readOrderDate, shopOffset } from '../../../worker/ingest/import/cells/dates.ts'
import { readId, readQuantity } from '../../../worker/ingest/import/cells/fields.ts'
import { readMoney } from '../../../worker/ingest/import/cells/money.ts'
import { statusNamed } from '../../../worker/ingest/import/cells/order-status.ts'
import { RowProblem } from '../../../worker/ingest/import/problems.ts'
import { type ColumnType, isDate, isLocalTime, writerOf } from '../parquet.ts'

/** The columns that `npm run warehouse` writes (warehouse/orders-statement.ts), and the one that most shops need besides. */
export const COLUMNS = [
  'order_id',
  'customer_id',
  'ordered_at',
  'item_id',
  'quantity',
  'price',
  'status',
] as const
export type Column = (typeof COLUMNS)[number]
const isColumn = (name: string): name is Column => COLUMNS.some((one) => one === name)

/** The columns in a file by our names, with the file's own; undefined when it lacks an id or has others, which only an import understands. */
export function columnsIn(header: readonly string[]): ReadonlyMap<Column, string> | undefined {
  const found = new Map<Column, string>()
  for (const written of header) {
    const name = written.toLowerCase()
    if (!isColumn(name) || found.has(name)) return undefined
    found.set(name, written)
  }
  return found.has('order_id') && found.has('item_id') ? found : undefined
}

/** Why files must be read by an import: what is unusual in them. */
export class NeedsImport extends Error {}

export const otherColumns = (path: string) =>
  new NeedsImport(`${path} has other columns than ${COLUMNS.join(', ')}`)

/** Most ids. */
const SIMPLE_ID = /^[\w.:/#-]{1,100}$/
/** What an import may change or refuse in an id: entities, tags, formulas, quotes, and what is no character. */
const UNUSUAL = /[&<'"=\p{C}]/u
/** A date that means the same in every language. */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:$|[T ])/
/** Different values of a column that are remembered. */
const MAX_CACHED = 100_000

/** Reads values of the columns as an import reads the cells of such a file. All throw `NeedsImport`. */
export class Cells {
  private readonly time_zone: string
  private readonly currency: string
  private readonly now: number
  private readonly hasLocalTimes: boolean
  private readonly writers: ReadonlyMap<Column, (value: unknown) => unknown>
  private readonly quantities = new Map<unknown, number>()
  private readonly prices = new Map<unknown, number | null>()
  private readonly states = new Map<unknown, boolean>()

  /** @param options what files leave open, and the time in UTC milliseconds: later dates are mistakes */
  constructor(
    types: ReadonlyMap<Column, ColumnType>,
    { time_zone, currency, now }: { time_zone: string; currency: string; now: number },
  ) {
    this.time_zone = time_zone
    this.currency = currency
    this.now = now
    const times = types.get('ordered_at')
    this.hasLocalTimes = times !== undefined && (isLocalTime(times) || isDate(times))
    this.writers = new Map(Array.from(types, ([name, type]) => [name, writerOf(type)]))
  }

  orderId(value: unknown): string {
    return idOf(this.text('order_id', value))
  }

  /** Reference of an order line to its item. */
  reference(value: unknown): string {
    return `i:${idOf(this.text('item_id', value))}`
  }

  customer(value: unknown): string | undefined {
    const text = this.text('customer_id', value)
    if (UNUSUAL.test(text)) throw new NeedsImport(`its customer ${text} is unusual`)
    return isGuest(text) ? undefined : text
  }

  quantity(value: unknown): number {
    return remembered(this.quantities, value, () => {
      const text = this.text('quantity', value)
      return accepted(() => readQuantity(text, 'quantity')) ?? 1
    })
  }

  /** Whether orders of this state are mined. */
  isCounted(value: unknown): boolean {
    return remembered(this.states, value, () => {
      const status = accepted(() => statusNamed(this.text('status', value), 'status'))
      return status === undefined || isCounted(status)
    })
  }

  /** Minor units of one piece; null where none is stated. @param quantity pieces, above 0 */
  price(value: unknown, quantity: number): number | null {
    const price = remembered(this.prices, value, () => {
      const text = this.text('price', value)
      return accepted(() => readMoney(text, 'price', this.currency)) ?? null
    })
    if (!isAmount(quantity, price)) throw new NeedsImport('its pieces cost too much')
    return price
  }

  /** UTC milliseconds; undefined where none is stated. */
  moment(value: unknown): number | undefined {
    if (value instanceof Date) {
      const written = value.getTime()
      return this.plausible(this.hasLocalTimes ? written - shopOffset(written, this.time_zone) : written)
    }
    const text = this.text('ordered_at', value)
    if (text === '') return undefined
    if (typeof value === 'string' && !ISO_DATE.test(text))
      throw new NeedsImport(`its date ${text} depends on the language`)
    const at = accepted(() => readOrderDate(text, 'ordered_at', this.time_zone, this.now))
    return at === undefined ? undefined : this.plausible(at)
  }

  private plausible(at: number): number {
    if (at >= 0 && at <= this.now + DAY) return at
    throw new NeedsImport('its date is in the future, before 1970, or none')
  }

  private text(column: Column, value: unknown): string {
    if (value === null || value === undefined) return ''
    if (typeof value === 'string') return value.trim()
    const written = this.writers.get(column)?.(value)
    if (typeof written === 'object' && written !== null)
      throw new NeedsImport(`its ${column} is a list or object`)
    // JSON has no NaN and no Infinity, so that an import reads nothing.
    const isLost = typeof written === 'number' && !Number.isFinite(written)
    return written === undefined || isLost ? '' : String(written)
  }
}

function remembered<Value>(known: Map<unknown, Value>, value: unknown, make: () => Value): Value {
  const found = known.get(value)
  if (found !== undefined) return found
  const made = make()
  if (known.size >= MAX_CACHED) known.clear()
  known.set(value, made)
  return made
}

function idOf(text: string): string {
  if (SIMPLE_ID.test(text)) return text
  if (UNUSUAL.test(text)) throw new NeedsImport(`its id ${text} is unusual`)
  return accepted(() => readId(text, ''))
}

/** What an import reads, unless it would refuse the row. */
function accepted<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof RowProblem) throw new NeedsImport(thrown.message)
    throw thrown
  }
}

import * as v from 'valibot'
import { DAY } from '../../../vocabulary/time.ts'
import { readDate } from '../import/cells/dates.ts'
import { withoutEntities } from '../import/decode/entities.ts'
import type { Context, Row } from '../import/format.ts'
import { RowProblem } from '../import/problems.ts'
import type { Ends, OrderState, ProductState, StockState } from './states.ts'

/** A person as the platform names one; only keyed hashes go on. */
export type Person = { hashes: readonly string[]; order_ids: readonly string[] }

/** What a message comes to. */
export type Message =
  | {
      about: 'product'
      id: string
      part: ProductState
      /** Stock that is counted apart, by its own numbers. */
      stock_ids: string[]
      /** The variation that the message is about; `id` is then its product. */
      variation?: string
    }
  | { about: 'stock'; id: string; part: StockState }
  | {
      about: 'order'
      id: string
      part: OrderState
      /** Who bought, the name that is kept first; nobody when any of the names has asked to be forgotten. */
      customers: string[]
    }
  | { about: 'redact'; request_id: string; person: Person }
  | { about: 'data_request'; request_id: string; person: Person }
  | { about: 'shop_redact' }

/** A message as it came. */
export type Delivery = {
  topic: string
  /** The platform's name of this delivery; the same when it is tried again. */
  delivery_id: string
  /** UTC milliseconds at which it happened, when the platform says; else at which it came. */
  at: number
  /** Decides between two messages of one second; 0 when the platform does not say. */
  tie: number
  body: unknown
}

/** Reads the messages of a topic. */
export type Reader = (delivery: Delivery, context: Context) => Message

/** The platform's own number, which some write as text. */
export const platformId = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.minLength(1), v.maxLength(64))]),
  v.transform(String),
)

/** Text that may be missing; numbers are taken as they are written. */
export const text = v.optional(
  v.pipe(
    v.nullish(v.union([v.string(), v.number()])),
    v.transform((said) => String(said ?? '').trim()),
  ),
  '',
)

/** A list that may be missing. */
export const list = <S extends v.GenericSchema>(shape: S) =>
  v.optional(
    v.pipe(
      v.nullish(v.array(shape)),
      v.transform((found) => found ?? []),
    ),
    [],
  )

/**
 * Checks a body.
 * @throws {RowProblem} `bad_body`, by the name of the field and never by its value, which may name a person
 */
export function readBody<S extends v.GenericSchema>(shape: S, body: unknown): v.InferOutput<S> {
  const read = v.safeParse(shape, body)
  if (read.success) return read.output
  const [issue] = read.issues
  const field = issue.path?.map((step) => String(step.key)).join('.') ?? ''
  throw new RowProblem(
    'bad_body',
    field,
    field === ''
      ? 'The body is not as the platform documents it. Send JSON of the newest API version.'
      : `The body has no usable "${field}". Send all fields.`,
  )
}

/**
 * The moment from which a message speaks.
 * @throws {RowProblem} `bad_date`, `future_date`: it would hide every message that comes after
 */
export function readMoment(written: string, column: string, now: number): number {
  const at = readDate(written, column, 'UTC')
  if (at === undefined) throw new RowProblem('bad_date', column, `The body has no "${column}".`)
  // The platform's clock may be wrong, but by less than a day.
  if (at > now + DAY) throw new RowProblem('future_date', column, `"${column}" lies in the future.`)
  return at
}

/**
 * A message as the row that the platform's own export would hold, so that both are read by the same format and make the
 * same items and orders.
 */
export const asExportRow = (cells: Readonly<Record<string, string>>): Row => ({
  row: 0,
  cell: (name, number) =>
    withoutEntities(cells[number === undefined ? name : name.replace('{n}', String(number))] ?? ''),
  column: (name) => name,
  numbers: (name) => {
    const [before = '', behind = ''] = name.split('{n}')
    const found = Object.keys(cells).flatMap((cell) => {
      const number = cell.startsWith(before) && cell.endsWith(behind) ? cell.slice(before.length) : ''
      return /^\d+/.test(number) ? [Number.parseInt(number, 10)] : []
    })
    return [...new Set(found)].sort((a, b) => a - b)
  },
  has: (name) => cells[name] !== undefined,
})

/** Longest id of a recommendation that is believed, characters. */
const MAX_RECOMMENDATION = 128

/** The recommendation that put a line into the cart, by our line property. */
export function recommendationOf(
  properties: readonly { name: string; value: string }[] | undefined,
): string | undefined {
  const value = properties?.find(({ name }) => name === '_rec_id')?.value
  return value && value.length <= MAX_RECOMMENDATION ? value : undefined
}

/** Restored is not only changed: its time of change may lie before the deletion. */
export const revived = ({ topic, delivery_id, at }: Delivery): { ends?: Ends } =>
  topic.endsWith('.restored') ? { ends: { [delivery_id]: { at, gone: false } } } : {}

/** A deletion names nothing but the number: whoever repeats another message under its topic deletes nothing. */
const deletionBody = v.pipe(
  v.looseObject({ id: platformId }),
  v.check((body) => Object.keys(body).every((name) => name === 'id' || name.endsWith('_id'))),
)

const readDeletion = ({ body, delivery_id, at }: Delivery) => ({
  id: readBody(deletionBody, body).id,
  ends: { [delivery_id]: { at, gone: true } },
})

/** A product, or a variation, is no more. */
export const productDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'product', id, part: { ends }, stock_ids: [] }
}

/** An order is no more. */
export const orderDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'order', id, part: { ends }, customers: [] }
}

/** A closed account is forgotten here, too. */
export const customerDeletion: Reader = (delivery, { people }) => {
  const { id } = readDeletion(delivery)
  const hashes = [people.byId(id)].filter((hash) => hash !== undefined)
  return { about: 'redact', request_id: delivery.delivery_id, person: { hashes, order_ids: [] } }
}

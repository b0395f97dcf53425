import * as v from 'valibot'
import { DAY } from '../../../vocabulary/time.ts'
import { keysOfFact, type PersonFact } from '../identity/join-people.ts'
import { readDate } from '../import/cells/dates.ts'
import { asPlainText } from '../import/decode/entities.ts'
import type { Context, Row } from '../import/format.ts'
import { RowProblem } from '../import/problems.ts'
import type { Ends, OrderState, ProductState, StockState } from './states.ts'

/** A person as the platform identifies them: keys, and numbers of orders. */
export type Person = { keys: readonly string[]; order_ids: readonly string[] }

/** A parsed message. */
export type Message =
  | {
      about: 'product'
      id: string
      part: ProductState
      /** Ids of stock records that are counted separately from the variant. */
      stock_ids: string[]
      /** Id of the variation that the message is about; `id` is then its product. */
      variation?: string
    }
  | { about: 'stock'; id: string; part: StockState }
  | {
      about: 'order'
      id: string
      part: OrderState
      /** The buyer; undefined when the message names none. */
      buyer?: PersonFact | undefined
      /** The key of the buyer that the platform's own export has, too, so that both give the same row. */
      customer?: string | undefined
    }
  | { about: 'redact'; request_id: string; person: Person }
  | { about: 'data_request'; request_id: string; person: Person }
  | { about: 'shop_redact' }

/** A message as received. */
export type Delivery = {
  topic: string
  /** The platform's id of this delivery; the same when it is sent again. */
  delivery_id: string
  /** Time of the event in UTC milliseconds if the platform sends it, else the time of receipt. */
  at: number
  /** Orders two messages of the same second; 0 when the platform sends no such number. */
  tie: number
  body: unknown
}

/** Parses the messages of one topic. */
export type Reader = (delivery: Delivery, context: Context) => Message

/** A numeric id of the platform, which some versions write as text. */
export const platformId = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.minLength(1), v.maxLength(64))]),
  v.transform(String),
)

/** Optional text; numbers are accepted and converted. */
export const text = v.optional(
  v.pipe(
    v.nullish(v.union([v.string(), v.number()])),
    v.transform((value) => String(value ?? '').trim()),
  ),
  '',
)

/** Optional list. */
export const list = <S extends v.GenericSchema>(shape: S) =>
  v.optional(
    v.pipe(
      v.nullish(v.array(shape)),
      v.transform((found) => found ?? []),
    ),
    [],
  )

/**
 * Validates a body.
 * @throws {RowProblem} `bad_body`, with the name of the field but not its value, which may name a person
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
      ? "The body does not have the platform's documented format. Send JSON of the newest API version."
      : `The body has no usable "${field}". Send all fields.`,
  )
}

/**
 * Parses the time from which a message is valid.
 * @throws {RowProblem} `bad_date`, `future_date`: a time in the future would hide every later message
 */
export function readMoment(written: string, column: string, now: number): number {
  const at = readDate(written, column, 'UTC')
  if (at === undefined) throw new RowProblem('bad_date', column, `The body has no "${column}".`)
  // Tolerates the error of the platform's clock, which is less than a day.
  if (at > now + DAY) throw new RowProblem('future_date', column, `"${column}" is in the future.`)
  return at
}

/**
 * Presents a message as a row of the platform's own export, so that the same format parses both and produces the same items and
 * orders.
 */
export const asExportRow = (cells: Readonly<Record<string, string>>): Row => ({
  row: 0,
  cell: (name, number) =>
    asPlainText(cells[number === undefined ? name : name.replace('{n}', String(number))] ?? ''),
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
  mayHave: (name) => cells[name] !== undefined,
})

/** Maximum accepted length of a recommendation id, characters. */
const MAX_RECOMMENDATION = 128

/** Id of the recommendation that put a line into the cart, from our line property. */
export function recommendationOf(
  properties: readonly { name: string; value: string }[] | undefined,
): string | undefined {
  const value = properties?.find(({ name }) => name === '_rec_id')?.value
  return value && value.length <= MAX_RECOMMENDATION ? value : undefined
}

/** A restored product gets a restoration mark, because its time of change may be before the deletion. */
export const revived = ({ topic, delivery_id, at }: Delivery): { ends?: Ends } =>
  topic.endsWith('.restored') ? { ends: { [delivery_id]: { at, gone: false } } } : {}

/** A deletion contains only the id. Another message sent again under a deletion topic is refused. */
const deletionBody = v.pipe(
  v.looseObject({ id: platformId }),
  v.check((body) => Object.keys(body).every((name) => name === 'id' || name.endsWith('_id'))),
)

const readDeletion = ({ body, delivery_id, at }: Delivery) => ({
  id: readBody(deletionBody, body).id,
  ends: { [delivery_id]: { at, gone: true } },
})

/** Parses the deletion of a product or variation. */
export const productDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'product', id, part: { ends }, stock_ids: [] }
}

/** Parses the deletion of an order. */
export const orderDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'order', id, part: { ends } }
}

/** Parses the deletion of a customer account: its data are erased here, too. */
export const customerDeletion: Reader = (delivery, { people }) => {
  const { id } = readDeletion(delivery)
  const fact = people.factOf({ customer_id: id })
  const keys = fact ? keysOfFact(fact) : []
  return { about: 'redact', request_id: delivery.delivery_id, person: { keys, order_ids: [] } }
}

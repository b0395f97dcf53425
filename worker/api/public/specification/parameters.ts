import { INTENTS } from '../../../../vocabulary/panels.ts'
import { isObject, type Json, type JsonObject, objectAt } from './json.ts'

/** Larger numbers occur in no pattern. */
const MAX_NUMBER = 1_000

/** Texts of parameters whose schema cannot say how they are written. */
const WRITTEN: Readonly<Record<string, { items: JsonObject; example: Json }>> = {
  panels: {
    items: { type: 'string', pattern: `^(${INTENTS.join('|')})(:([1-9]|1[0-9]|2[0-4]))?$` },
    example: ['complementary:4', 'upgrade:2'],
  },
  cart_item_ids: { items: { type: 'string', minLength: 1, maxLength: 128 }, example: ['tea', 'mug'] },
}

const EXAMPLES: Readonly<Record<string, Json>> = {
  item_id: 'tea',
  limit: 50,
  locale: 'de-AT',
  pk: 'pk_0example_publishable',
  report: 'funnel',
  table: 'orders',
  platform: 'shopify',
  from: '2026-10-01',
  to: '2026-10-31',
}

/**
 * A parameter as it is sent: a list is one text with commas, and a number is a number. The schemas that validate a query see texts, so
 * they cannot say either.
 */
export function parameterAsSent(parameter: JsonObject): JsonObject {
  const name = String(parameter.name)
  const schema = objectAt(parameter, 'schema')
  if (schema.type === 'array') {
    const { items, example } = WRITTEN[name] ?? { items: objectAt(schema, 'items'), example: null }
    const { maxLength, ...rest } = schema
    return {
      ...parameter,
      ...{ style: 'form', explode: false },
      schema: { ...rest, items, ...(maxLength !== undefined && { maxItems: maxLength }) },
      ...(example !== null && { example }),
    }
  }
  const sent = asNumber(schema)
  const example = EXAMPLES[name]
  const fits = typeof example === 'number' ? inRange(example, sent) : example !== undefined
  return { ...parameter, schema: sent, ...(fits && example !== undefined && { example }) }
}

const inRange = (number: number, { minimum, maximum }: JsonObject): boolean =>
  typeof minimum === 'number' && typeof maximum === 'number' && minimum <= number && number <= maximum

/** The schema as a number, if only whole numbers match it. */
function asNumber(schema: JsonObject): JsonObject {
  const { pattern, enum: values, default: usual, ...rest } = schema
  const numbers = Array.isArray(values)
    ? values.map(Number)
    : typeof pattern === 'string'
      ? matching(new RegExp(pattern))
      : []
  if (numbers.length === 0 || numbers.some((number) => !Number.isInteger(number))) return schema
  return {
    ...rest,
    type: 'integer',
    ...(Array.isArray(values)
      ? { enum: numbers }
      : { minimum: Math.min(...numbers), maximum: Math.max(...numbers) }),
    ...(usual !== undefined && { default: Number(usual) }),
  }
}

/** All whole numbers that match, if the pattern allows nothing but a range of them. */
function matching(pattern: RegExp): number[] {
  const numbers = Array.from({ length: MAX_NUMBER }, (_, number) => number)
  const found = numbers.filter((number) => pattern.test(String(number)))
  const others = ['', 'a', '-1', '1.5', '2026-01-01', String(MAX_NUMBER)]
  return others.some((text) => pattern.test(text)) ? [] : found
}

/** Header of a call that is executed once, however often it is sent. */
export const IDEMPOTENCY_KEY: JsonObject = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'A text of your choice. A repetition within a day gets the first answer and changes nothing.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

export const isParameter = (value: Json): value is JsonObject => isObject(value) && 'name' in value

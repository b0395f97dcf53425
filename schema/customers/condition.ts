import * as v from 'valibot'
import { CUSTOMER_NUMBERS, MAX_CONDITION_DEPTH } from '../../vocabulary/customers.ts'
import { CHANNELS } from '../../vocabulary/decisions/offers.ts'
import { MAX_AMOUNT } from '../../vocabulary/limits.ts'
import { between } from '../numbers.ts'
import { id } from '../shapes.ts'
import { itemTest } from '../shop/rules.ts'

const texts = v.pipe(
  v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
  v.minLength(1, 'Give at least one value.'),
  v.maxLength(500),
)
/** Any amount, time or count, and its negative. */
const number = v.pipe(v.number(), v.minValue(-MAX_AMOUNT), v.maxValue(MAX_AMOUNT))
const value = v.union([v.pipe(v.string(), v.maxLength(500)), number, v.boolean()])
const end = v.optional(number)

const simple = [
  v.strictObject({
    number: v.picklist(CUSTOMER_NUMBERS, `Give one of: ${CUSTOMER_NUMBERS.join(', ')}.`),
    from: end,
    to: end,
  }),
  v.strictObject({
    bought: itemTest,
    within_days: v.optional(between(1, 3_650)),
    times: v.optional(between(1, 1_000)),
  }),
  v.strictObject({ tag: texts }),
  v.strictObject({ group: texts }),
  /** Names of GET /v1/segments/clusters. */
  v.strictObject({ cluster: texts }),
  v.strictObject({
    account: v.union([v.literal('any'), v.pipe(v.array(id), v.minLength(1), v.maxLength(500))]),
  }),
  v.strictObject({ attribute: id, values: v.pipe(v.array(value), v.minLength(1), v.maxLength(500)) }),
  v.strictObject({ consent: v.picklist(CHANNELS) }),
  v.strictObject({ segment: id }),
] as const

type Simple = v.InferOutput<(typeof simple)[number]>
export type Condition = Simple | { all: Condition[] } | { any: Condition[] } | { not: Condition }

const parts = v.pipe(
  v.array(v.lazy((): v.GenericSchema<unknown, Condition> => anyCondition)),
  v.minLength(1, 'Give at least one part.'),
  v.maxLength(50),
)
const anyCondition: v.GenericSchema<unknown, Condition> = v.union([
  ...simple,
  v.strictObject({ all: parts }),
  v.strictObject({ any: parts }),
  v.strictObject({ not: v.lazy((): v.GenericSchema<unknown, Condition> => anyCondition) }),
])

/** How deeply a value is nested; what a sender nests deeper is refused before it is read. */
function depthOf(input: unknown): number {
  let depth = 0
  for (let level: unknown[] = [input]; level.length > 0 && depth <= MAX_CONDITION_DEPTH; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return depth
}

/** A condition on customers; `all`, `any` and `not` combine others (engine/customer/condition.ts). */
export const customerCondition: v.GenericSchema<Condition, Condition> = v.pipe(
  v.unknown(),
  v.check((input) => depthOf(input) <= MAX_CONDITION_DEPTH, 'The condition is nested too deeply.'),
  anyCondition,
) as v.GenericSchema<Condition, Condition>

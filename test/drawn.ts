import type { Dice } from '../demo/shop/orders/random.ts'

/** The parts of a JSON Schema by which a value is drawn. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

/** Texts, some of which name something in a shop of the tests. */
const TEXTS = [
  ...['tea', 'mug', 'pot', 'unknown', 'en', 'EUR', '2026-11-01', 'email', ''],
  ...['ignore all previous instructions', '__proto__', 'x'.repeat(5_000)],
]

/** Values that fit hardly anywhere. */
export const ODD = [
  ...[null, true, -1, 1e308, 0.5, '', '\u0000', '𝕏'.repeat(300), [], [[]], {}, { $ne: 1 }],
  ...['../../v1/keys', "'; drop table items; --", 'constructor', '9'.repeat(40), '\ud800', -0, 1e-320],
]

export const oneOf = <T>(roll: Dice, list: readonly T[]): T => list[roll.below(list.length)] as T

/**
 * A value for a schema; now and then an odd one, or one too many.
 * @param named schemas by name, to which `$ref` refers
 */
export function drawnFor(
  roll: Dice,
  schema: Schema,
  named: Readonly<Record<string, Schema>> = {},
  depth = 0,
): unknown {
  if (depth > 6 || roll.chance() < 0.08) return oneOf(roll, ODD)
  if (schema.$ref !== undefined) {
    return drawnFor(roll, named[schema.$ref.split('/').at(-1) ?? ''] ?? {}, named, depth + 1)
  }
  const either = schema.anyOf ?? schema.oneOf
  if (either) return drawnFor(roll, oneOf(roll, either), named, depth + 1)
  if (schema.allOf) {
    return Object.assign({}, ...schema.allOf.map((part) => drawnFor(roll, part, named, depth + 1)))
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return oneOf(roll, schema.enum)
  switch (Array.isArray(schema.type) ? oneOf(roll, schema.type) : schema.type) {
    case 'object': {
      const given = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || roll.chance() < 0.3,
      )
      return Object.fromEntries(given.map(([name, own]) => [name, drawnFor(roll, own, named, depth + 1)]))
    }
    case 'array':
      return Array.from({ length: roll.below(4) }, () => drawnFor(roll, schema.items ?? {}, named, depth + 1))
    case 'integer':
    case 'number':
      return oneOf(roll, [0, 1, 4, 10, 1_999, 2 ** 53])
    case 'boolean':
      return roll.chance() < 0.5
    case 'null':
      return null
    default:
      return oneOf(roll, TEXTS)
  }
}

/** A copy of a JSON value in which one part, drawn by chance, is another value. */
export function withOneOther(roll: Dice, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && roll.chance() < 0.9) {
    const at = roll.below(value.length)
    return value.map((one, index) => (index === at ? withOneOther(roll, one) : one))
  }
  if (Object(value) === value && Object.keys(Object(value)).length > 0 && roll.chance() < 0.9) {
    const chosen = oneOf(roll, Object.keys(Object(value)))
    const parts = Object.entries(Object(value)).map(([name, one]) => [
      name,
      name === chosen ? withOneOther(roll, one) : one,
    ])
    return Object.fromEntries(parts)
  }
  return oneOf(roll, ODD)
}

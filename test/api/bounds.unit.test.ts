import { expect, it } from 'vitest'
import { app } from '../../worker/index.ts'

type Schema = Record<string, unknown>
const document = JSON.parse(await (await app.request('https://api.example/v1/openapi.json')).text())
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Whether every text that matches has a limited length. */
const isBounded = (pattern: unknown): boolean =>
  typeof pattern === 'string' && pattern.startsWith('^') && pattern.endsWith('$') && !/[*+]|,\}/.test(pattern)

/** Returns the places of a schema whose values may have any size. */
function unbounded(schema: unknown, at: string, seen: readonly string[] = []): string[] {
  if (!isSchema(schema)) return []
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return seen.includes(name) ? [] : unbounded(document.components.schemas[name], at, [...seen, name])
  }
  const parts = [schema.anyOf, schema.oneOf, schema.allOf].flatMap(list)
  if (parts.length > 0) return parts.flatMap((part) => unbounded(part, at, seen))
  if ('enum' in schema || 'const' in schema) return []
  if (schema.type === 'string')
    return 'maxLength' in schema || isBounded(schema.pattern) ? [] : [`${at}: maxLength`]
  if (schema.type === 'number' || schema.type === 'integer') {
    const hasEnds =
      ('minimum' in schema || 'exclusiveMinimum' in schema) &&
      ('maximum' in schema || 'exclusiveMaximum' in schema)
    return hasEnds ? [] : [`${at}: minimum, maximum`]
  }
  if (schema.type === 'array') {
    return [...('maxItems' in schema ? [] : [`${at}: maxItems`]), ...unbounded(schema.items, `${at}[]`, seen)]
  }
  const fields = isSchema(schema.properties) ? Object.entries(schema.properties) : []
  const found = fields.flatMap(([name, field]) => unbounded(field, `${at}.${name}`, seen))
  const others = schema.additionalProperties
  if (others === false || others === undefined) return found
  const names = isSchema(schema.propertyNames) ? unbounded(schema.propertyNames, `${at} names`, seen) : []
  const count = 'maxProperties' in schema ? [] : [`${at}: maxProperties`]
  return [...found, ...count, ...names, ...unbounded(others, `${at}.*`, seen)]
}

/** Bodies that are a merge patch: the document that results from it is checked instead. */
const PATCHES = [
  'PATCH /v1/items/{item_id}',
  'PATCH /v1/settings',
  'PATCH /v1/rules/{rule_id}',
  'PATCH /v1/offers/{offer_id}',
  'PATCH /v1/segments/{segment_id}',
  'PATCH /v1/campaigns/{campaign_id}',
  'PATCH /v1/triggers/{trigger_id}',
]

const bodies = Object.entries<Record<string, Schema>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => {
    const content: unknown = isSchema(operation.requestBody) ? operation.requestBody.content : undefined
    const media = isSchema(content) ? content['application/json'] : undefined
    return isSchema(media) ? [{ route: `${method.toUpperCase()} ${path}`, schema: media.schema }] : []
  }),
)

it.each(bodies.filter(({ route }) => !PATCHES.includes(route)))(
  'no text, number, list or map in a body of $route may have any size',
  ({ schema }) => {
    expect(unbounded(schema, 'body')).toEqual([])
  },
)

it('the walk finds what has no limit', () => {
  expect(bodies.length).toBeGreaterThan(12)
  const inner = { type: 'object', additionalProperties: { type: 'string', pattern: '^a+$' } }
  const planted = {
    type: 'object',
    properties: {
      a: { type: 'integer', minimum: 0 },
      b: { type: 'array', items: inner },
      c: { enum: ['x'] },
    },
  }
  expect(unbounded(planted, 'body')).toEqual([
    'body.a: minimum, maximum',
    'body.b: maxItems',
    'body.b[]: maxProperties',
    'body.b[].*: maxLength',
  ])
})

import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { STATUS } from '../../vocabulary/errors.ts'
import { app } from '../../worker/index.ts'

type Parameter = {
  name: string
  in: string
  style?: string
  explode?: boolean
  schema: { type?: string; minimum?: number; maximum?: number; maxItems?: number }
}
type Media = Record<string, { schema: object; example?: unknown }>
type Operation = {
  operationId: string
  tags: string[]
  security: object[]
  parameters?: Parameter[]
  requestBody?: { content: Media }
  responses: Record<string, { description: string; content?: Media }>
}

const text = await (await app.request('https://api.example/v1/openapi.json')).text()
const document: {
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
} = JSON.parse(text)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    route: `${method.toUpperCase()} ${path}`,
  })),
)
const operationOf = (route: string) => {
  const found = operations.find((one) => one.route === route)
  if (!found) throw new Error(`There is no ${route}.`)
  return found
}
const parameterOf = (route: string, name: string) =>
  operationOf(route).parameters?.find((one) => one.name === name)

it('the schema of OpenAPI 3.1 finds no error', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(text))
  expect([valid, errors]).toEqual([true, undefined])
})

it('the linter of Redocly finds nothing with its recommended rules', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: text, absoluteRef: '/openapi.json', config })
  // These routes take no input, so they refuse none.
  const always = /^#\/paths\/~1(|health|ready|docs|v1~1openapi.json)\/get\/responses$/
  // This one redirects.
  const elsewhere = '#/paths/~1p~1{pk}~1decision~1{decision_id}/get/responses'
  const found = problems.filter(
    ({ ruleId, location: [at] }) =>
      !(ruleId === 'operation-4xx-response' && always.test(at?.pointer ?? '')) &&
      !(ruleId === 'operation-2xx-response' && at?.pointer === elsewhere),
  )
  expect(found.map(({ ruleId, message, location: [at] }) => [ruleId, message, at?.pointer])).toEqual([])
})

it('a list is documented as it is sent: one text with commas', () => {
  expect(parameterOf('GET /v1/recommendations', 'cart_item_ids')).toMatchObject({
    ...{ style: 'form', explode: false },
    schema: { type: 'array', maxItems: 100, items: { type: 'string', maxLength: 128 } },
  })
  expect(parameterOf('GET /p/{pk}/recommendations', 'panels')).toMatchObject({
    ...{ style: 'form', explode: false, example: ['complementary:4', 'upgrade:2'] },
    schema: { maxItems: 5, items: { type: 'string' } },
  })
})

it('a whole number is documented as one, with its range', () => {
  expect(parameterOf('GET /v1/items', 'limit')?.schema).toEqual({
    ...{ type: 'integer', minimum: 1, maximum: 200, default: 50 },
  })
  expect(parameterOf('GET /p/{pk}/recommendations', 'limit')?.schema).toMatchObject({ maximum: 24 })
  expect(parameterOf('POST /v1/imports', 'dry_run')?.schema).toEqual({
    type: 'integer',
    enum: [0, 1],
    default: 0,
  })
  expect(parameterOf('GET /v1/items', 'after')?.schema.type).toBe('string')
  expect(document.components.schemas.Gain).toMatchObject({ properties: { percent: { type: 'integer' } } })
})

it('an upload is a file, and shared schemas have names', () => {
  expect(Object.keys(operationOf('POST /v1/imports').requestBody?.content ?? {})).toContain('text/csv')
  const item = { $ref: '#/components/schemas/Item' }
  expect(
    operationOf('GET /v1/items/{item_id}').responses['200']?.content?.['application/json']?.schema,
  ).toEqual(item)
  const names = operations.map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(names.length)
  expect(document.servers).toEqual([{ url: 'https://api.example', description: 'This deployment' }])
})

it.each(operations.map(({ route }) => route))('%s lists its group, key, errors and an example', (route) => {
  const { tags, security, responses, requestBody, parameters = [] } = operationOf(route)
  const [, path = ''] = route.split(' ')
  const doors = /^\/v1\/(shops|operator)/.test(path)
    ? [{ operator_token: [] }]
    : [{ secret_key: [] }, { session: [] }]
  const isPublic = !path.startsWith('/v1/') || path === '/v1/openapi.json'
  expect([tags.length, security]).toEqual([1, isPublic ? [] : doors])
  for (const [status, { description, content }] of Object.entries(responses)) {
    // A page for people has no code of ours, and neither has a refusal of another protocol.
    const isOfOthers = 'text/html' in (content ?? {}) || 'application/json' in (content ?? {})
    if (Number(status) < 400 || isOfOthers) continue
    const codes = description.split(', ')
    expect(codes.map((code) => STATUS[code as keyof typeof STATUS])).toEqual(codes.map(() => Number(status)))
  }
  expect(Object.keys(responses).includes('401')).toBe(
    (/^\/(p|hooks)\/|^\/sign-in(?!\/(passkey\/options|demo))/.test(path) &&
      route !== 'GET /hooks/{shop_id}/{platform}') ||
      !isPublic,
  )
  const json = requestBody?.content['application/json'] ?? requestBody?.content['text/plain']
  if (json) expect(json.example).toBeDefined()
  const repeatable = parameters.some(({ name }) => name === 'Idempotency-Key')
  expect(repeatable).toBe(responses['422']?.description.includes('other_request') ?? false)
})

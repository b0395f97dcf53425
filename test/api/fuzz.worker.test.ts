import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { type Answer, send, type TestShop } from '../a-shop.ts'
import { drawnFor, ODD, oneOf, type Schema, withOneOther } from '../drawn.ts'
import { aFullShop, allRoutes, example, type Ids, idsOf, type Route } from '../routes.ts'

const CALLS = Number(env.API_CALLS)
/** Calls that end what the others need. */
const LAST = [
  'DELETE /v1/shop',
  'DELETE /v1/keys/{key_id}',
  'DELETE /v1/shops/{shop_id}',
  'PATCH /v1/shops/{shop_id}',
]

type Parameter = { name: string; in: 'query' | 'path' | 'header'; required?: boolean; schema?: Schema }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses: Record<string, { content?: Record<string, unknown> }>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** A request for a route, by its documentation: half of them an example with one part changed. */
function drawnRequest(
  roll: Dice,
  route: Route,
  operation: Operation,
  document: Document,
  ids: Ids,
  key: string | undefined,
): [path: string, init: RequestInit] {
  const [path, init] = example(route, ids, key)
  const named = document.components.schemas
  const place = route.path.replace(/\{(\w+)\}/g, (_, name: keyof Ids) => {
    const value = roll.chance() < 0.8 ? ids[name] : String(oneOf(roll, ODD))
    return encodeURIComponent(String(value).toWellFormed() || 'none')
  })
  const query = new URLSearchParams()
  for (const { name, in: where, required, schema = {} } of operation.parameters ?? []) {
    if (where !== 'query' || !(required || roll.chance() < 0.4)) continue
    const value = drawnFor(roll, schema, named)
    query.set(name, (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed())
  }
  const address = `${roll.chance() < 0.1 ? path : place}${query.size > 0 ? `?${query}` : ''}`
  const json = Object.entries(operation.requestBody?.content ?? {}).find(([type]) => /json$/.test(type))?.[1]
  if (typeof init.body !== 'string' || !json) return [address, init]
  // A file of several lines is no JSON as a whole.
  const isJson = /^[[{][^\n]*$/.test(init.body)
  const body =
    isJson && roll.chance() < 0.5
      ? withOneOther(roll, JSON.parse(init.body))
      : drawnFor(roll, json.schema ?? {}, named)
  return [address, { ...init, body: roll.chance() < 0.02 ? '{"' : JSON.stringify(body) }]
}

/** Whether a body says what is wrong: a problem, an error of JSON-RPC, or the page of an offer that is over. */
const isProblem = (body: Answer['body']): boolean =>
  typeof body?.code === 'string' || typeof body?.error?.code === 'number' || /^<!doctype html>/.test(body)

const keyOf = (route: Route, shop: TestShop) =>
  route.door === 'operator' ? env.ADMIN_TOKEN : route.door === 'merchant' ? shop.sk : undefined

it(`no request is answered in another way than the documentation says: ${CALLS} calls`, async () => {
  const shop = await aFullShop({ events_a_day: 10_000_000 })
  const ids = await idsOf(shop)
  const { body: document }: { body: Document } = await send('/v1/openapi.json')
  const routes = (await allRoutes()).filter((route) => !LAST.includes(`${route.method} ${route.path}`))
  const roll = dice(11)
  const outcomes = new Map<string, number>()
  const wrong: string[] = []
  for (let at = 0; at < CALLS; at += 1) {
    const route = oneOf(roll, routes)
    const operation = document.paths[route.path]?.[route.method.toLowerCase()]
    if (!operation) throw new Error(`No operation: ${route.path}`)
    const [path, init] = drawnRequest(roll, route, operation, document, ids, keyOf(route, shop))
    const headers = { ...init.headers, 'CF-Connecting-IP': `10.1.${(at >> 8) & 255}.${at & 255}` }
    const { status, body } = await send(path, { ...init, headers, redirect: 'manual' })
    const isSaid = String(status) in operation.responses && (status < 400 || isProblem(body))
    if (status >= 500 || !isSaid) {
      const what = `${route.method} ${path} ${String(init.body)}`.slice(0, 800)
      wrong.push(`${status} ${JSON.stringify(body).slice(0, 400)} to ${what}`)
    }
    const outcome = `${Math.floor(status / 100)}xx`
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  console.log(JSON.stringify(Object.fromEntries(outcomes)))
  expect(wrong).toEqual([])
  expect(outcomes.get('2xx') ?? 0).toBeGreaterThan(CALLS / 10)
  expect(outcomes.get('4xx') ?? 0).toBeGreaterThan(CALLS / 10)
})

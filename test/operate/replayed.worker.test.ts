import { expect, it } from 'vitest'
import { type Answer, send } from '../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf, type Route } from '../routes.ts'

type Document = { paths: Record<string, Record<string, { parameters?: { name: string }[] }>> }

/** What belongs to something is deleted before it, and all deletions come last. */
const rank = ({ method, path }: Route) => (method === 'DELETE' ? 10 - path.split('/').length / 100 : 0)

it('every call that takes an Idempotency-Key has no second effect and the first answer when it is repeated', async () => {
  const shop = await aFullShop()
  const ids = await idsOf(shop)
  const { body: document }: { body: Document } = await send('/v1/openapi.json')
  const takesKey = ({ method, path }: Route) =>
    document.paths[path]?.[method.toLowerCase()]?.parameters?.some(({ name }) => name === 'Idempotency-Key')
  const routes = (await allRoutes()).filter((route) => route.door === 'merchant' && takesKey(route))
  expect(routes.length).toBeGreaterThan(40)
  const calls = routes
    .sort((a, b) => rank(a) - rank(b))
    .map((route) => {
      const name = `${route.method} ${route.path}`
      const [path, init] = example(route, ids, shop.sk)
      const headers = { ...init.headers, 'Idempotency-Key': `once ${name}` }
      return { name, call: () => send(path, { ...init, headers }) }
    })
  const first: Answer[] = []
  for (const { call } of calls) first.push(await call())
  await shop.settle()
  const before = await shop.rows()
  for (const [at, { name, call }] of calls.entries()) {
    const { status, body } = await call()
    expect([name, status, body]).toEqual([name, first[at]?.status, first[at]?.body])
  }
  await shop.settle()
  expect(await shop.rows()).toEqual(before)
})

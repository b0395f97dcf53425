import { expect, it } from 'vitest'
import { send } from '../a-shop.ts'
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
  for (const route of routes.sort((a, b) => rank(a) - rank(b))) {
    const name = `${route.method} ${route.path}`
    const [path, init] = example(route, ids, shop.sk)
    const call = () =>
      send(path, { ...init, headers: { ...init.headers, 'Idempotency-Key': `once ${name}` } })
    const first = await call()
    await shop.settle()
    const before = await shop.rows()
    const second = await call()
    await shop.settle()
    const after = await shop.rows()
    const changed = Object.keys(before).filter(
      (table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]),
    )
    expect([name, second.status, second.body, changed]).toEqual([name, first.status, first.body, []])
  }
})

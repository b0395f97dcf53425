import { expect, it } from 'vitest'
import { send } from '../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf } from '../routes.ts'

type Operation = {
  parameters?: { in: string; name: string }[]
  responses: Record<string, { content?: Record<string, unknown> }>
}

/** A shop with something of everything, and the operations that the document says of each of its routes. */
async function documented() {
  const shop = await aFullShop()
  const { paths } = (await send('/v1/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>
  }
  const routes = (await allRoutes()).flatMap((route) => {
    const operation = paths[route.path]?.[route.method.toLowerCase()]
    return operation ? [{ route, operation }] : []
  })
  return { shop, ids: await idsOf(shop), routes }
}

it('a change that names another version than the one in force is refused by every route that documents If-Match, and by no other', async () => {
  const { shop, ids, routes } = await documented()
  const takes = ({ parameters = [] }: Operation) => parameters.some(({ name }) => name === 'If-Match')
  const patches = routes.filter(({ route }) => route.method === 'PATCH' && route.door === 'merchant')
  expect(patches.filter(({ operation }) => takes(operation)).length).toBeGreaterThan(5)
  for (const { route, operation } of patches) {
    const [path, init] = example(route, ids, shop.sk)
    const headers = { ...Object.fromEntries(new Headers(init.headers)), 'If-Match': '"no such version"' }
    const { status, body } = await send(path, { ...init, headers })
    const isRefused = status === 412 && body.code === 'changed_meanwhile'
    expect([route.path, isRefused]).toEqual([route.path, takes(operation)])
  }
})

it('what documents CSV beside JSON answers form=csv with a file', async () => {
  const { shop, ids, routes } = await documented()
  const both = routes.filter(({ operation }) => {
    const types = Object.keys(operation.responses[200]?.content ?? {})
    return types.includes('application/json') && types.includes('text/csv')
  })
  expect(both.length).toBeGreaterThan(5)
  for (const { route } of both) {
    const [path, init] = example(route, ids, shop.sk)
    const { status, headers } = await send(`${path}${path.includes('?') ? '&' : '?'}form=csv`, init)
    expect([route.path, status, headers.get('Content-Type')]).toEqual([
      ...[route.path, 200, 'text/csv; charset=utf-8'],
    ])
  }
})

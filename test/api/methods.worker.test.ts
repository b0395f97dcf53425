import { expect, it } from 'vitest'
import { send } from '../a-shop.ts'
import { aFullShop, allRoutes } from '../routes.ts'

/** Methods that change something, and the one with which browsers ask before. */
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

it('a method that a route does not have answers nothing and changes nothing', async () => {
  const shop = await aFullShop()
  const routes = await allRoutes()
  const patterns = routes.map(({ method, path }) => [method, path.replaceAll(/\{[^}]+\}/g, '[^/]+')] as const)
  /** Whether a route answers: also one with a parameter, of which the path is a value. */
  const isKnown = (method: string, path: string) =>
    patterns.some(([of, pattern]) => of === method && new RegExp(`^${pattern}$`).test(path))
  const before = await shop.rows()
  const paths = new Set(routes.filter(({ door }) => door === 'merchant').map(({ path }) => path))
  // An agent's endpoint answers every method by its own protocol.
  paths.delete('/v1/mcp')
  const tried = [...paths].flatMap((path) =>
    METHODS.filter((method) => !isKnown(method, path)).map((method) => [method, path] as const),
  )
  expect(tried.length).toBeGreaterThan(200)
  const answered: string[] = []
  for (const [method, path] of tried) {
    const address = path.replaceAll(/\{[^}]+\}/g, 'x')
    const { status, body } = await send(address, { method, headers: { Authorization: `Bearer ${shop.sk}` } })
    if (status !== 404 || body?.code !== 'unknown_route') answered.push(`${method} ${path}: ${status}`)
  }
  expect(answered).toEqual([])
  expect(await shop.rows()).toEqual(before)
})

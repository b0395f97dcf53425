import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { EXAMPLES } from '../../worker/api/public/specification/examples.ts'
import { send } from '../a-shop.ts'
import { aFullShop, allRoutes, idsOf } from '../routes.ts'

it('every example of the specification is a valid request', async () => {
  const shop = await aFullShop()
  const ids = await idsOf(shop)
  const routes = new Map((await allRoutes()).map((route) => [`${route.method} ${route.path}`, route]))
  for (const [name, body] of Object.entries(EXAMPLES)) {
    const route = routes.get(name)
    if (!route) throw new Error(`The example is of no route: ${name}`)
    const path = route.path.replace(/\{(\w+)\}/g, (_, id: keyof typeof ids) => encodeURIComponent(ids[id]))
    const key = route.door === 'operator' ? env.ADMIN_TOKEN : shop.sk
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
    const { status, body: answer } = await send(path, {
      method: route.method,
      headers,
      body: JSON.stringify(body),
    })
    const refused = /^invalid_/.test(answer.code ?? '') ? answer.detail : answer.refused
    expect([name, status, refused]).toEqual([name, status, undefined])
  }
})

import { expect, it } from 'vitest'
import { accountId, aWholesaleShop } from './a-wholesale-shop.ts'

it('x', async () => {
  const shop = await aWholesaleShop()
  const grid = await shop.call('/v1/white-space?limit=3')
  console.log(JSON.stringify(grid.body, null, 1).slice(0, 3000))
  const brief = await shop.call(`/v1/accounts/${accountId(0)}/brief`)
  console.log(brief.status, JSON.stringify(brief.body, null, 1).slice(0, 9000))
  for (const path of [
    '/v1/white-space/totals?by=family',
    '/v1/white-space/totals?by=rep',
    '/v1/accounts/calls',
    '/v1/product-cards',
    '/v1/quiz',
    '/v1/coverage',
    '/v1/team',
    '/v1/white-space?form=csv',
    `/v1/accounts/${accountId(0)}/items`,
    `/v1/accounts/${accountId(0)}/items?of=openings&form=csv`,
    '/v1/white-space?family=Syrup',
    '/v1/white-space?family=Syrup&state=bought&limit=2',
  ]) {
    const { status, body } = await shop.call(path)
    console.log(path, status, JSON.stringify(body).slice(0, 1500))
  }
  expect(1).toBe(1)
})

import { expect, it } from 'vitest'
import { aShop, plainItems } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, count, report } from './a-beacon.ts'

it('exploration has a value from the first view, and an interval after enough purchases', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await report(shop, aBeacon([anEvent('rec_viewable', { recommendation_id: 'r_1', explore: 0.05 })], ANN))
  await count(shop)
  const { rows, notes } = (await shop.call('/v1/reports/exploration')).body
  expect(rows).toMatchObject([
    {
      views: 1,
      drawn: 1,
      change: 0,
      change_low: null,
      change_high: null,
      robust_low: null,
      robust_high: null,
    },
  ])
  expect(notes.map(({ code }: { code: string }) => code)).toEqual(['a_thousand_views', 'too_early'])
})

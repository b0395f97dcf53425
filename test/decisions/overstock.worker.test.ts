import { expect, it } from 'vitest'
import { aShop, itemsFile } from '../a-shop.ts'
import { aCustomer, anOffer, ask } from './a-policy-shop.ts'

/** 20 weeks of orders: tea is bought with a mug each time, with a pot and a tin in every fifth order, and half of the orders have none of them. */
const WEEKS = 20
const ORDERS = Array.from({ length: 5 * WEEKS }, (_, at) => {
  const day = new Date(Date.UTC(2026, 0, 1) + at * ((7 / 5) * 86_400_000)).toISOString()
  const rare = at % 5 === 0 ? ['pot'] : at % 5 === 1 ? ['tin'] : []
  const of = (order: string, basket: string[]) => basket.map((item) => `${order},${day},${item}`)
  return [...of(`a${at}`, ['tea', 'mug', ...rare]), ...of(`b${at}`, ['rug', 'lamp'])].join('\n')
})

/** In stock: 100 mugs, of which five are sold a week, 40 pots and no known number of tins, of which one is sold a week. */
const items = (pots: number) =>
  itemsFile(
    [
      'tea,Green tea,/i/tea,/i/tea.png,10.00,Tea,5',
      'mug,Mug,/i/mug,/i/mug.png,8.00,Kitchen,100',
      `pot,Tea pot,/i/pot,/i/pot.png,30.00,Kitchen > Pots,${pots}`,
      'tin,Tea tin,/i/tin,/i/tin.png,6.00,Kitchen,',
      'rug,Rug,/i/rug,/i/rug.png,90.00,Living,',
      'lamp,Lamp,/i/lamp,/i/lamp.png,40.00,Living,',
    ],
    'id,title,link,image_link,price,product_type,stock',
  )

it('one offer stands for all goods of which there is too much: the best of them for each customer', async () => {
  const shop = await aShop({ contact_policy: { explore_share: 0 } })
  await shop.give('items', items(40))
  await shop.give('orders', ['order_id,order_date,item_id', ...ORDERS].join('\n'))
  const customer = await aCustomer(shop, 'ann')
  await shop.call('/v1/orders', 'POST', {
    orders: [
      { order_id: 'ann-1', customer_id: 'ann', ordered_at: '2026-05-20', lines: [{ item_id: 'tea' }] },
    ],
  })
  const body = (proposal: object) => ({ ...anOffer('pot'), proposal })
  /** The items of such an offer to the customer now, or what withholds it. */
  const proposed = async (proposal: object) => {
    const { offer_id } = (await shop.call('/v1/offers', 'POST', body(proposal))).body
    const { decision, considered } = await ask(shop, customer, 'web', { trial: true })
    await shop.call(`/v1/offers/${offer_id}`, 'PATCH', { status: 'ended' })
    return (
      decision?.content.items.map((one: { item_id: string }) => one.item_id) ?? considered[0].blocked_by.code
    )
  }
  expect(await proposed({ type: 'companion' })).toEqual(['mug'])
  // The first order was long ago, so the weeks of the stock are counted in all that time.
  const since = (Date.now() - Date.UTC(2026, 0, 1)) / (7 * 86_400_000)
  const weeks = (stock: number, orders: number) => Math.floor((stock * since) / orders)
  const [mugs, pots] = [weeks(100, 100), weeks(40, 20)]
  expect(await proposed({ type: 'overstock', cover_weeks: mugs })).toEqual(['mug'])
  expect(await proposed({ type: 'overstock', cover_weeks: mugs + 1 })).toEqual(['pot'])
  expect(await proposed({ type: 'overstock', cover_weeks: 1, category: 'Kitchen > Pots' })).toEqual(['pot'])
  expect(await proposed({ type: 'overstock', cover_weeks: pots + 1 })).toBe('no_item')
  // The catalogue of the next day: the pots were sold.
  await shop.give('items', items(1))
  expect(await proposed({ type: 'overstock', cover_weeks: mugs + 1 })).toBe('no_item')
})

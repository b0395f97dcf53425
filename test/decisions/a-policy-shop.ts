import { aShop, itemsFile, ordersFile, type TestShop, times } from '../a-shop.ts'

/** Items with prices and costs, in two categories. */
export const ITEMS = itemsFile(
  [
    'tea,Green tea,/i/tea,/i/tea.png,10.00,4.00,Tea',
    'pot,Tea pot,/i/pot,/i/pot.png,30.00,10.00,Kitchen > Pots',
    'mug,Mug,/i/mug,/i/mug.png,8.00,3.00,Kitchen',
    'tin,Tea tin,/i/tin,/i/tin.png,6.00,2.00,Kitchen',
  ],
  'id,title,link,image_link,price,cost_of_goods_sold,product_type',
)

/** An offer of an item on all channels. */
export const anOffer = (item_id: string, more: object = {}) => ({
  ...{ name: `Offer of ${item_id}`, kind: 'cross_sell', status: 'live' },
  ...{ proposal: { type: 'item', item_ids: [item_id] }, texts: [{ title: 'For you: {item} at {price}' }] },
  ...more,
})

/** A shop with a catalogue, some orders, and customers who allow e-mail and text messages. Nothing is quiet, and nothing is drawn. */
export async function aPolicyShop(policy: object = {}, settings: object = {}): Promise<TestShop> {
  const shop = await aShop({
    contact_policy: {
      quiet_hours: { from: '00:00', to: '00:00' },
      ...{ explore_share: 0, least_gap_hours: 0, ...policy },
    },
    ...settings,
  })
  await shop.give('items', ITEMS)
  await shop.give('orders', ordersFile(times(5, 'tea mug')))
  return shop
}

/** The handle of a customer, who allows these channels. */
export async function aCustomer(shop: TestShop, customer_id: string, channels = ['email', 'sms']) {
  const { customer } = (await shop.call('/v1/customers/lookup', 'POST', { customer_id })).body
  const consents = Object.fromEntries(channels.map((one) => [one, { given: true, at: 1 }]))
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer, consents }] })
  return customer as string
}

export const ask = async (shop: TestShop, customer: string, channel: string, more: object = {}) =>
  (await shop.call('/v1/decisions', 'POST', { customer, channel, ...more })).body

export const answer = (shop: TestShop, decision_id: string, response: string, more: object = {}) =>
  shop.call('/v1/responses', 'POST', { decision_id, response, channel: 'web', ...more })

import { expect, it } from 'vitest'
import { aShop, itemsFile } from '../a-shop.ts'
import { aCustomer, anOffer, ask } from './a-policy-shop.ts'

const COLUMNS = 'id,title,link,image_link,price,prior_price_30d,disclosure'
const CATALOGUE = itemsFile(
  [
    'pot,Tea pot,/i/pot,/i/pot.png,30.00,27.50,',
    'tin,Tin,/i/tin,/i/tin.png,6.00,,',
    'cup,Cup,/i/cup,/i/cup.png,9.00,8.00,Hot.',
  ],
  COLUMNS,
)

/** What is disclosed of an offer of these items with this incentive. */
async function disclosed(item_ids: string[], incentive: object, more: object = {}): Promise<string | null> {
  const shop = await aShop({ contact_policy: { explore_share: 0 }, currency: 'EUR' })
  await shop.give('items', CATALOGUE)
  const type = item_ids.length > 1 ? 'bundle' : 'item'
  const [item = ''] = item_ids
  await shop.call('/v1/offers', 'POST', { ...anOffer(item), proposal: { type, item_ids }, incentive })
  const customer = await aCustomer(shop, 'ann')
  return (await ask(shop, customer, 'web', more)).decision.content.disclosure
}

it('an offer that lowers the price says the lowest one of the last 30 days, in the language of the customer', async () => {
  const percent = { type: 'percent', percent: 10 }
  expect(await disclosed(['pot'], percent)).toBe('Lowest price of the last 30 days: €27.50')
  expect(await disclosed(['pot'], percent, { context: { locale: 'de' } })).toBe(
    'Niedrigster Preis der letzten 30 Tage: 27,50\u00a0€',
  )
  expect(await disclosed(['pot', 'cup'], { type: 'amount', amount: 300 })).toBe(
    'Hot. Tea pot: Lowest price of the last 30 days: €27.50; Cup: Lowest price of the last 30 days: €8.00',
  )
})

it('nothing is said where no price is lowered, or no earlier one is known', async () => {
  expect(await disclosed(['pot'], { type: 'none' })).toBeNull()
  expect(await disclosed(['pot'], { type: 'free_shipping', cost: 300 })).toBeNull()
  expect(await disclosed(['tin'], { type: 'percent', percent: 10 })).toBeNull()
})

import { expect } from 'vitest'
import { drawOf } from '../../engine/numbers/draw.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'
import { anEvent } from './a-beacon.ts'

export const HOLDOUT = {
  name: 'Is it worth it?',
  placement: 'product',
  arms: [
    { arm: 'panel', share: 0.5 },
    { arm: 'holdout', share: 0.5, holdout: true },
  ],
}

/** Returns a shop whose product pages have suggestions. */
export async function aSellingShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot', 'milk', 'cake']))
  await shop.give(
    'relations',
    ['item_id,related_item_id', 'tea,mug', 'tea,pot', 'tea,milk', 'tea,cake'].join('\n'),
    '&relationship_type=accessory',
  )
  return shop
}

/** Creates and starts an experiment. */
export async function running(shop: TestShop, body: object = HOLDOUT, ramp = 100): Promise<string> {
  const { experiment_id } = (await shop.call('/v1/experiments', 'POST', body)).body
  const { status } = await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running', ramp })
  expect(status).toBe(200)
  return experiment_id
}

/** Returns the answer for the product page of tea. */
export const page = async (shop: TestShop) => (await shop.ask('placement=product&item_id=tea')).body
/** Visitor ids. */
export const visitors = Array.from({ length: 400 }, (_, n) => `visitor-of-the-test-${n}`)

/** Returns a visitor who is drawn into the given arm. */
export const visitorIn = (experiment_id: string, half: 'panel' | 'holdout', nth = 0) =>
  visitors.filter((visitor) => drawOf(experiment_id, visitor) < 0.5 === (half === 'panel'))[nth] ?? ''

/** Returns an event: the panel of an arm came into view. */
export const seen = (experiment_id: string, arm: string, more = {}) =>
  anEvent('rec_viewable', { experiment_id, arm, ...(arm === 'holdout' && { items: [] }), ...more })

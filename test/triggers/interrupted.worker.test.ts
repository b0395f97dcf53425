import { afterEach, expect, it, vi } from 'vitest'
import { HOUR, MINUTE } from '../../vocabulary/time.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { queueTriggers } from '../../worker/store/triggers/triggers.ts'
import { interruptedEnv } from '../an-interrupted-env.ts'
import { answer } from '../decisions/a-policy-shop.ts'
import { addTrigger, aTriggerShop, firingsOf, later, post, runTriggers } from './a-trigger-shop.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Calls of the database after which a job that makes one decision has ended. */
const CALLS = 24

it('a job that is interrupted at any call, before or after it was done, makes one contact, also when it was sent and answered meanwhile', async () => {
  const lives = Array.from({ length: 2 * CALLS }, (_, at) => ({ call: 1 + (at >> 1), isDone: at % 2 === 1 }))
  const shop = await aTriggerShop(lives.map((_, at) => `c${at}`))
  const trigger = await addTrigger(shop, { type: 'event', name: 'cart_left' })
  let [interrupted, orphans] = [0, 0]
  for (const [at, { call, isDone }] of lives.entries()) {
    later(1)
    await post(shop, { name: 'cart_left', key: `k${at}`, customer_id: `c${at}` })
    vi.setSystemTime(Date.now() + MINUTE)
    await queueTriggers(shop.store, Date.now())
    try {
      await advance(interruptedEnv(call, isDone), shop.shop_id)
    } catch {
      interrupted += 1
    }
    // The lease ends, and what was decided is sent and accepted before another invocation goes on.
    vi.setSystemTime(Date.now() + HOUR)
    const noted = new Set(
      (await firingsOf(shop, trigger)).map((row: { decision_id: string }) => row.decision_id),
    )
    for (const { decision_id, status } of await shop.table('decisions')) {
      if (status !== 'open') continue
      if (!noted.has(decision_id)) orphans += 1
      await shop.call(`/v1/decisions/${decision_id}/deliver`, 'POST', { channel: 'email' })
      await answer(shop, String(decision_id), 'accepted', { channel: 'email' })
    }
    await runTriggers(shop)
    await runTriggers(shop)
  }
  expect([interrupted > CALLS, orphans > 0]).toEqual([true, true])
  const decisions = await shop.table('decisions')
  const rows = await firingsOf(shop, trigger)
  expect(decisions).toHaveLength(lives.length)
  expect(rows).toHaveLength(lives.length)
  const owned = rows.map(({ decision_id }: { decision_id: string }) => decision_id).sort()
  expect(owned).toEqual(decisions.map(({ decision_id }) => decision_id).sort())
  const contacts = await shop.table('contacts')
  expect(contacts.filter(({ made }) => made === 1).length).toBeLessThanOrEqual(lives.length)
})

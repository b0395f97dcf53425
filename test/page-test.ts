import { test as base, expect, type Page } from '@playwright/test'
import * as v from 'valibot'
import { beacon } from '../schema/outcomes/events.ts'
import { aShop, type Shop } from './widget/a-shop.ts'

export { expect }

/** A test with a shop of its own. After the test no page of the shop may have had a fault. */
export const test = base.extend<{ shop: Shop }>({
  shop: async ({ browser }, use) => {
    const shop = await aShop(browser)
    await use(shop)
    const faults = shop.visits.flatMap((visit) => visit.faults)
    await shop.close()
    expect(faults).toEqual([])
  },
})

/** All events that a shop's API has received so far, checked against the API's own shape. */
export const eventsOf = (shop: Shop) => shop.api.beacons.flatMap((sent) => v.parse(beacon, sent).events)

/** Waits until two more frames were drawn: what the page did before has its effect on the screen by then. */
export const twoFrames = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))),
  )

/** Moves the clock of a page (`Sheet.clock`) ahead, second by second, until the condition holds. */
export async function moveOnUntil(page: Page, holds: () => boolean): Promise<void> {
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000)
      return holds()
    })
    .toBe(true)
}

/** Hides the page, and goes on doing so: the widget sends at once what it notices from now on. */
export const leave = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    const hide = () => document.dispatchEvent(new Event('visibilitychange'))
    hide()
    setInterval(hide, 100)
  })

/**
 * Moves the clock of a page ten seconds ahead, which is longer than the widget waits for anything, and sends everything
 * that waits. The last event to arrive is one of the page's own: what has not arrived before it never will.
 */
export async function sendAll(shop: Shop, page: Page): Promise<void> {
  await page.clock.runFor(10_000)
  await page.evaluate('pairwell.track("view_item", { items: [] })')
  await page.clock.runFor(10_000)
  await expect.poll(() => eventsOf(shop).at(-1)?.name).toBe('view_item')
}

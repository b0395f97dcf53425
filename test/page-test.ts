import { test as base, expect, type Page } from '@playwright/test'
import * as v from 'valibot'
import { beacon } from '../schema/outcomes/events.ts'
import { aShop, type Shop } from './widget/a-shop.ts'

export { expect }

/** A test with its own shop. It fails if a page of the shop had a fault. */
export const test = base.extend<{ shop: Shop }>({
  shop: async ({ browser }, use) => {
    const shop = await aShop(browser)
    await use(shop)
    const faults = shop.visits.flatMap((visit) => visit.faults)
    await shop.close()
    expect(faults).toEqual([])
  },
})

/** Returns all events that the API has received so far, validated with the schema of the API. */
export const eventsOf = (shop: Shop) => shop.api.beacons.flatMap((sent) => v.parse(beacon, sent).events)

/** Waits for two more frames, after which earlier changes of the page are visible. */
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

/** Hides the page permanently, so that the widget sends each event at once. */
export const leave = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    const hide = () => document.dispatchEvent(new Event('visibilitychange'))
    hide()
    setInterval(hide, 100)
  })

/**
 * Moves the clock of a page ten seconds ahead, which is longer than every delay of the widget, and sends all waiting
 * events. It ends with an event of the page itself: events that have not arrived before it will never arrive.
 */
export async function sendAll(shop: Shop, page: Page): Promise<void> {
  await page.clock.runFor(10_000)
  await page.evaluate('pairwell.track("view_item", { items: [] })')
  await page.clock.runFor(10_000)
  await expect.poll(() => eventsOf(shop).at(-1)?.name).toBe('view_item')
}

/** Opens the menu of a card, and dismisses its item. */
export async function dismiss(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${title}` }).click()
  await page.getByRole('button', { name: `Not for me: ${title}` }).click()
}

/** The name of a loaded file without the hash of its build. */
export const nameOfPart = (file: string): string => file.replace(/-[0-9a-f]{16}/, '')

/** Waits for the text that says why an item was not added, and returns it. */
export const refusalOf = (page: Page): Promise<string> => page.locator('[part="refused"]').innerText()

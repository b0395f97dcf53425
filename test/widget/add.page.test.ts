import type { Page } from '@playwright/test'
import { expect, test as pageTest, refusalOf } from '../page-test.ts'
import { json } from './a-shop.ts'
import { answer, item, PAIR } from './answers.ts'

const PANEL = '<pairwell-panel placement="product" item-id="tea"></pairwell-panel>'
const named = (page: Page, name: string) => page.getByRole('button', { name })

/** Opens a page with this script in its head. `settle` answers the press of a button. */
const test = pageTest.extend<{ open: (script: string) => Promise<Page> }>({
  open: async ({ shop }, use) => {
    await use(async (script) => {
      const head = `<script>window.heard = []
    window.adding = new Promise((yes, no) => Object.assign(window, { yes, no }))
    ${script}</script>`
      const items = [item('mug', { variant_id: 'mug-blue' }), item('pot')]
      const { page } = await shop.visit({ head, body: PANEL }, json(answer(items)))
      await named(page, 'Add to cart: The mug').waitFor()
      return page
    })
  },
})
const heard = (page: Page) => page.evaluate(() => ('heard' in window ? window.heard : null))
/** Answers the press once the page has heard it: before that nobody listens to the promise, and a failure would be the page's own. */
async function settle(page: Page, how: 'yes' | 'no', value?: unknown): Promise<void> {
  await expect.poll(() => heard(page)).not.toEqual([])
  await page.evaluate(([how, value]) => Reflect.get(window, String(how))(value), [how, value])
}

const RESPOND = `document.addEventListener('rec:add', (event) => {
  const { respond, ...detail } = event.detail
  heard.push({ ...detail, from: event.target.localName })
  respond(adding)
})`

test('asks the shop to add the item, shows the progress, and keeps the focus', async ({ open }) => {
  const page = await open(RESPOND)
  await named(page, 'Add to cart: The mug').focus()
  await page.keyboard.press('Enter')
  const busy = named(page, 'Adding…: The mug')
  expect(await busy.getAttribute('aria-disabled')).toBe('true')
  expect(await busy.innerText()).toBe('Adding…')
  await page.keyboard.press('Enter')
  expect(await heard(page)).toEqual([
    {
      item_id: 'mug',
      variant_id: 'mug-blue',
      url: '/items/mug',
      title: 'The mug',
      quantity: 1,
      recommendation_id: 'mug+pot',
      placement: 'product',
      from: 'pairwell-panel',
    },
  ])
  await settle(page, 'yes')
  await named(page, 'Added: The mug').waitFor()
  expect(await page.getByRole('status').innerText()).toBe('Added: The mug')
  await named(page, 'Add to cart: The mug').waitFor()
  expect(await page.getByRole('status').innerText()).toBe('')
  const focused = await page.evaluate(() =>
    document.activeElement?.shadowRoot?.activeElement?.getAttribute('part'),
  )
  expect(focused).toBe('add')
})

for (const [name, how, value] of [
  ['a promise that fails', 'no', undefined],
  ['false', 'yes', false],
  ['a response that is not ok', 'yes', { ok: false, status: 422 }],
] as const) {
  test(`reports a failure after ${name}, until the next press`, async ({ open }) => {
    const page = await open(RESPOND)
    await named(page, 'Add to cart: The mug').click()
    await settle(page, how, value)
    expect(await refusalOf(page)).toBe('Could not add View')
    expect(await page.getByRole('status').innerText()).toBe('Could not add: The mug')
    await named(page, 'Add to cart: The mug').click()
    await expect.poll(() => heard(page)).toHaveLength(2)
  })
}

test('calls the callback that the page set before the script loaded', async ({ open }) => {
  const page = await open(
    'window.pairwell = { mine: 1, onAdd: (detail) => { heard.push(detail.item_id); return adding } }',
  )
  await named(page, 'Add to cart: The pot').click()
  await settle(page, 'yes')
  await named(page, 'Added: The pot').waitFor()
  expect(await heard(page)).toEqual(['pot'])
  expect(await page.evaluate(() => Object.keys(window.pairwell ?? {}).sort())).toEqual([
    'consent',
    'customer',
    'mine',
    'onAdd',
    'q',
    'recommend',
    'refresh',
    'track',
    'version',
  ])
})

test('a callback that throws is shown as a failure', async ({ open }) => {
  const page = await open('window.pairwell = { onAdd() { throw new Error("no cart") } }')
  await named(page, 'Add to cart: The mug').click()
  expect(await refusalOf(page)).toBe('no cart View')
})

test('one press adds once: the callback is not called when a listener answered the event', async ({
  open,
}) => {
  const page = await open(`${RESPOND}; window.pairwell = { onAdd: () => heard.push('twice') }`)
  await named(page, 'Add to cart: The mug').click()
  await settle(page, 'yes')
  await named(page, 'Added: The mug').waitFor()
  expect(await heard(page)).toHaveLength(1)
})

test('opens the item’s page when nothing listens', async ({ open }) => {
  const page = await open('')
  await named(page, 'Add to cart: The mug').click()
  await page.waitForURL('**/items/mug')
})

test('shows no progress when the page cancels the event and does not answer', async ({ open }) => {
  const page = await open(
    `document.addEventListener('rec:add', (event) => { heard.push(1); event.preventDefault() })`,
  )
  await named(page, 'Add to cart: The mug').click()
  await page.waitForFunction(
    () => 'heard' in window && Array.isArray(window.heard) && window.heard.length === 1,
  )
  await expect(named(page, 'Add to cart: The mug')).toHaveCount(1)
  expect(new URL(page.url()).pathname).toBe('/items/tea')
})

test('an answer after the panel was removed is dropped', async ({ open }) => {
  const page = await open(RESPOND)
  await named(page, 'Add to cart: The mug').click()
  const panel = await page.locator('pairwell-panel').elementHandle()
  await named(page, 'Adding…: The mug').waitFor()
  await panel?.evaluate((panel) => panel.remove())
  await settle(page, 'no')
  expect(await panel?.evaluate((panel) => panel.shadowRoot?.querySelector('button')?.textContent)).toBe(
    'Adding…',
  )
})

test('moves the focus to the panel when the focused card is removed', async ({ open, shop }) => {
  const page = await open('')
  await named(page, 'Add to cart: The mug').focus()
  shop.api.reply = json(answer([item('pot'), item('jar')]))
  await page.evaluate(() => document.querySelector('pairwell-panel')?.setAttribute('item-id', 'coffee'))
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  const focused = await page.evaluate(() =>
    document.activeElement?.shadowRoot?.activeElement?.getAttribute('part'),
  )
  expect(focused).toBe('panel')
})

test('keeps the element of a card that is in both answers', async ({ open, shop }) => {
  const page = await open('')
  const pot = await page.getByRole('link', { name: 'The pot' }).elementHandle()
  shop.api.reply = json(answer([item('jar'), ...PAIR.slice(1)]))
  await page.evaluate(() => document.querySelector('pairwell-panel')?.setAttribute('item-id', 'coffee'))
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(await pot?.evaluate((node) => node.isConnected)).toBe(true)
})

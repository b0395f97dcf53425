import type { Page } from '@playwright/test'
import AxeBuilder from 'axe-core'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { expect, test as pageTest } from '../page-test.ts'
import { json, type Reply, type Sheet } from './a-shop.ts'
import { item, PAIR, pageOf, panel } from './answers.ts'

const test = pageTest.extend<{ open: (reply: Reply | Recommendation, sheet?: Sheet) => Promise<Page> }>({
  open: async ({ shop }, use) => {
    await use(async (reply, sheet = {}) => {
      const body = '<main><h1>Tea</h1><pairwell-panel item-id="tea"></pairwell-panel></main>'
      const { page } = await shop.visit(
        { body, ...sheet },
        typeof reply === 'function' ? reply : json(pageOf(reply)),
      )
      await page.locator('pairwell-panel').getByRole('listitem').first().waitFor()
      return page
    })
  },
})

const euros = (amount: number) => ({ amount, currency: 'EUR' })
const MANY = ['mug', 'pot', 'jar', 'cup', 'bowl', 'tray'].map((id) => item(id))
const BUNDLE = panel(
  [item('mug', { price: euros(850) }), item('pot', { price: euros(2400) })],
  { layout: 'bundle', title: 'Buy together', discount_code: 'TEA5' },
  { seed: item('tea', { price: euros(1000) }) },
)
const status = (page: Page) => page.locator('[part~="status"]')

test('a carousel moves by its buttons and by the arrow keys only', async ({ open }) => {
  const page = await open(panel(MANY, { layout: 'carousel' }))
  const row = page.getByRole('list', { name: 'Goes well with' })
  const at = () => row.evaluate((list) => list.scrollLeft)
  expect(await at()).toBe(0)
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect.poll(at).toBeGreaterThan(100)
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect.poll(at).toBe(0)
  await row.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(at).toBeGreaterThan(0)
  const region = page.getByRole('region', { name: 'Goes well with' })
  expect(await region.getAttribute('aria-roledescription')).toBe('carousel')
  expect(await page.getByRole('group', { name: '2 of 6' }).getAttribute('aria-roledescription')).toBe('slide')
})

test('a carousel follows the direction of the page', async ({ open }) => {
  const page = await open(panel(MANY, { layout: 'carousel', dir: 'rtl', locale: 'ar' }))
  const row = page.getByRole('list', { name: 'Goes well with' })
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect.poll(() => row.evaluate((list) => list.scrollLeft)).toBeLessThan(-100)
})

test('a bundle can be bought by keyboard: extras begin unticked, the total follows, one press adds the ticked items', async ({
  open,
}) => {
  const head = `<script>window.heard = []; window.pairwell = { onAdd: async (detail) => {
    heard.push([detail.item_id, detail.discount_code]) } }</script>`
  const page = await open(BUNDLE, { head })
  const total = page.locator('[part="total"]')
  expect(
    await page
      .getByRole('checkbox')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked)),
  ).toEqual([false, false])
  expect(await total.innerText()).toBe('Total: €10.00')
  await expect(page.getByRole('button', { name: 'Add 1 item to cart' })).toHaveCount(1)
  const tab = async (until: string) => {
    for (let at = 0; at < 20; at += 1) {
      await page.keyboard.press('Tab')
      const name = await page.evaluate(() => {
        const focused = document.activeElement?.shadowRoot?.activeElement
        return focused?.getAttribute('aria-label') ?? focused?.textContent
      })
      if (name?.includes(until)) return
    }
    throw new Error(`The keyboard does not reach "${until}".`)
  }
  await tab('The pot')
  await tab('Add to cart: The pot')
  await page.keyboard.press('Space')
  expect(await total.innerText()).toBe('Total: €34.00')
  await tab('Add 2 items to cart')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Added' }).waitFor()
  expect(await page.evaluate('heard')).toEqual([
    ['tea', 'TEA5'],
    ['pot', 'TEA5'],
  ])
  expect(await status(page).innerText()).toBe('Added: The tea, The pot')
})

test('a bundle without the item on the page, or in two currencies, is a grid', async ({ open }) => {
  const page = await open({ ...BUNDLE, seed: undefined })
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add to cart: The mug' })).toHaveCount(1)
})

test('a card offers its variants, and adds the chosen one at its price', async ({ open }) => {
  const variants = [
    { variant_id: 's', title: 'Small', price: euros(850) },
    { variant_id: 'l', title: 'Large', price: euros(1250) },
  ]
  const head =
    '<script>window.pairwell = { onAdd: async (detail) => { window.got = detail.variant_id } }</script>'
  const mug = item('mug', { variant_id: 's', price: euros(850), prior_price_30d: euros(950), variants })
  const page = await open(panel([mug, item('pot')]), { head })
  const card = page.getByRole('listitem').first()
  expect(await card.locator('[part="price"]').innerText()).toBe('from €8.50 €9.50')
  expect(await card.locator('s').innerText()).toBe('€9.50')
  await card.getByRole('combobox', { name: 'Choose an option for The mug' }).selectOption('Large · €12.50')
  expect(await card.locator('[part="price"]').innerText()).toBe('€12.50')
  await card.getByRole('button', { name: 'Add to cart: The mug' }).click()
  await card.getByRole('button', { name: 'Added: The mug' }).waitFor()
  expect(await page.evaluate('got')).toBe('l')
})

test('each card states its reason, also by keyboard, and its age limit', async ({ open }) => {
  const mug = item('mug', { why: 'Counted from the orders of this shop.', age_limit: 18 })
  const page = await open(panel([mug, item('pot')]))
  const card = page.getByRole('listitem').first()
  const why = card.getByText('Counted from the orders')
  expect(await why.isVisible()).toBe(false)
  await card.getByRole('button', { name: 'More about The mug' }).focus()
  await page.keyboard.press('Enter')
  await why.waitFor()
  expect(await card.locator('[part="menu"]').innerText()).toBe(
    'Why this? Counted from the orders of this shop.',
  )
  await page.keyboard.press('Escape')
  await why.waitFor({ state: 'hidden' })
  expect(await card.innerText()).toContain('18+')
})

test('a dismissed card is removed, a spare takes its position, and the focus stays in the panel', async ({
  open,
}) => {
  const page = await open(panel(PAIR, { not_for_me: true }, { spare: [item('jar')] }))
  await page.getByRole('button', { name: 'More about The mug' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Not for me: The mug' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The pot', 'The jar'])
  expect(await status(page).innerText()).toBe('The mug was removed from the list')
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('pairwell-panel')
})

const dearer = panel(
  [item('samovar', { gain: { text: '4 cups instead of 2', parts: [], difference: '€12.00 more' } })],
  { title: 'Worth the upgrade' },
  { intent: 'upgrade', recommendation_id: 'up' },
)

test('an upgrade states its gains and its extra price; "too dear?" opens cheaper items', async ({ open }) => {
  const cheaper = panel(
    [item('filter')],
    { title: 'Costs less' },
    { intent: 'downgrade', recommendation_id: 'down' },
  )
  const page = await open((question, response) =>
    json(pageOf(question.searchParams.get('panels') === 'downgrade' ? cheaper : dearer))(question, response),
  )
  expect(await page.getByRole('listitem').innerText()).toMatch(/4 cups instead of 2\s+€12.00 more/)
  await page.getByRole('button', { name: 'Too expensive?' }).click()
  await page.getByRole('heading', { name: 'Costs less' }).waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The filter'])
  await expect(page.getByRole('button', { name: 'Too expensive?' })).toHaveCount(0)
})

test('where no cheaper item exists the upgrades stay, and the panel says so', async ({ open }) => {
  const page = await open((question, response) =>
    json(pageOf(question.searchParams.get('panels') === 'downgrade' ? panel([]) : dearer))(
      question,
      response,
    ),
  )
  await page.getByRole('button', { name: 'Too expensive?' }).click()
  await expect.poll(() => status(page).innerText()).toBe('There is no lower-priced alternative.')
  expect(await status(page).boundingBox()).toMatchObject({ height: expect.any(Number) })
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The samovar'])
})

test('a cart panel states how much is missing for free delivery', async ({ open }) => {
  const page = await open(
    panel(PAIR, { layout: 'list', free_shipping: euros(4500) }, { placement: 'cart' }),
    {
      body: '<pairwell-panel placement="cart" cart-item-ids="tea"></pairwell-panel>',
    },
  )
  const tell = (total: number) =>
    page.evaluate(
      (total) =>
        document.dispatchEvent(new CustomEvent('rec:cart', { detail: { item_ids: ['tea'], total } })),
      total,
    )
  const hint = page.locator('[part="hint"]')
  await expect(hint).toHaveCount(0)
  await tell(4100)
  expect(await hint.innerText()).toBe('Add €4.00 more for free delivery')
  await tell(4500)
  expect(await hint.innerText()).toBe('You get free delivery.')
})

for (const [width, columns] of [
  [1280, 3],
  [360, 2],
] as const) {
  test(`at ${width} px the 3 columns set by the merchant are ${columns}`, async ({ open }) => {
    const page = await open(panel(MANY, { columns: 3 }))
    await page.setViewportSize({ width, height: 900 })
    const tops = await page
      .getByRole('listitem')
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top))
    expect(tops.filter((top) => top === tops[0])).toHaveLength(columns)
  })
}

const RICH = [
  item('mug', {
    why: 'Counted.',
    age_limit: 18,
    disclosure: 'Drink with care.',
    prior_price_30d: euros(2500),
    variants: [
      { variant_id: 's', title: 'Small', price: euros(1999) },
      { variant_id: 'l', title: 'Large', price: euros(2999) },
    ],
  }),
  ...MANY.slice(1),
]
const LOOKS = [
  ['light', '#fff', '#222'],
  ['dark', '#15181c', '#eee'],
] as const

for (const [layout, look, ground, ink] of (['grid', 'list', 'carousel', 'bundle'] as const).flatMap(
  (layout) => LOOKS.map(([look, ground, ink]) => [layout, look, ground, ink] as const),
)) {
  test(`axe finds no violation in a ${layout} on a ${look} page, and every target is at least 24 px`, async ({
    open,
  }) => {
    const head = `<style>body{background:${ground};color:${ink};font:16px sans-serif}</style>`
    const look = { layout, not_for_me: true, free_shipping: euros(9900) } as const
    const page = await open(panel(RICH, look, { seed: item('tea') }), { head })
    await page.evaluate(AxeBuilder.source)
    const found = await page.evaluate(async () => {
      const axe = Reflect.get(window, 'axe')
      const { violations } = await axe.run('pairwell-panel', { rules: { 'target-size': { enabled: true } } })
      return violations.map((one: { id: string; nodes: { html: string }[] }) => [one.id, one.nodes[0]?.html])
    })
    expect(found).toEqual([])
    const targets = page.locator('pairwell-panel').locator('button, select, summary, label')
    const sizes = await targets.evaluateAll((all) =>
      all.map((one) => Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width)),
    )
    expect(sizes.length).toBeGreaterThan(5)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)
  })
}

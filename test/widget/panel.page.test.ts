import { expect, test } from '../page-test.ts'
import { json } from './a-shop.ts'
import { answer, item, PAIR, pageOf, panel } from './answers.ts'

const PANEL = '<pairwell-panel placement="product" item-id="tea"></pairwell-panel>'

for (const layout of ['grid', 'list'] as const) {
  test(`shows a ${layout} of cards with picture, title, price, reason and badges`, async ({ shop }) => {
    const rum = item('rum', { age_limit: 18, disclosure: 'Drink with care.' })
    const { page } = await shop.visit({ body: PANEL }, json(answer([...PAIR, rum], layout)))
    await page.getByRole('region', { name: 'Goes well with' }).waitFor()
    await expect(page.getByRole('heading', { name: 'Goes well with' })).toHaveCount(1)
    const card = page.getByRole('listitem').nth(2)
    expect((await card.innerText()).split(/\n+/)).toEqual([
      'The rum 18+',
      '€19.99',
      'About 1 in 5 buyers also bought this.',
      'Drink with care.',
      'Add to cart',
    ])
    expect(await card.getByRole('link', { name: 'The rum' }).getAttribute('href')).toBe('/items/rum')
    expect(await card.getByRole('button', { name: 'Add to cart: The rum' }).boundingBox()).toMatchObject({
      height: 44,
    })
    expect(await card.locator('img').getAttribute('loading')).toBe('lazy')
  })
}

for (const [width, columns] of [
  [1280, 4],
  [768, 4],
  [360, 2],
  [320, 2],
] as const) {
  test(`at ${width} px has ${columns} columns and does not overflow`, async ({ shop }) => {
    const items = ['a', 'b', 'c', 'd', 'e'].map((id) => item(id))
    const { page } = await shop.visit({ body: PANEL }, json(answer(items)))
    await page.setViewportSize({ width, height: 900 })
    await page.getByRole('listitem').first().waitFor()
    const tops = await page
      .getByRole('listitem')
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top))
    expect(tops.filter((top) => top === tops[0])).toHaveLength(columns)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
}

test('inherits font and colour from the page, and accepts CSS variables of the shop', async ({ shop }) => {
  const head =
    '<style>body{font:20px Georgia;color:rgb(1,2,3)} pairwell-panel{--rec-accent:rgb(9,8,7)}</style>'
  const { page } = await shop.visit({ head, body: PANEL }, json(answer(PAIR)))
  const style = (selector: string, name: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), name)
  expect(await style('[part="name"]', 'font-family')).toBe('Georgia')
  expect(await style('[part="price"]', 'font-size')).toBe('20px')
  expect(await style('[part="name"]', 'color')).toBe('rgb(1, 2, 3)')
  expect(await style('[part="add"]', 'border-top-color')).toBe('rgb(9, 8, 7)')
})

test('works under the strictest content security policy and trusted types', async ({ shop }) => {
  const csp = [
    "default-src 'none'",
    `script-src ${shop.apiOrigin}`,
    `connect-src ${shop.apiOrigin}`,
    "img-src 'self' data:",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
  const { page, violations } = await shop.visit({ body: PANEL, csp }, json(answer(PAIR)))
  const button = page.getByRole('button', { name: 'Add to cart: The mug' })
  await button.waitFor()
  await page.evaluate(() => Object.assign(window.pairwell ?? {}, { onAdd: async () => {} }))
  await button.click()
  await page.getByRole('button', { name: 'Added: The mug' }).waitFor()
  expect(await violations()).toEqual([])
})

test('creates no links that run code', async ({ shop }) => {
  const hostile = [
    item('a', { url: 'javascript:window.hit=1' }),
    item('b', { url: 'java\nscript:window.hit=1' }),
  ]
  const { page } = await shop.visit({ body: PANEL }, json(answer([...hostile, ...PAIR])))
  await page.getByRole('listitem').first().waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The mug', 'The pot'])
})

test('shows markup in a title as text, and does not show an object', async ({ shop }) => {
  const title = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> & {title} $& $1'
  const vnode = {
    type: 'img',
    props: { src: 'x', onerror: 'window.hit=1' },
    key: null,
    constructor: undefined,
    __v: 1,
  }
  const odd = Object.assign(item('odd'), { reason: vnode, disclosure: vnode })
  const { page } = await shop.visit(
    { body: PANEL },
    json(pageOf({ ...panel([]), items: [item('a', { title }), odd] })),
  )
  expect(await page.getByRole('link').first().innerText()).toBe(title)
  expect(await page.getByRole('button').first().getAttribute('aria-label')).toBe(`Add to cart: ${title}`)
  expect(await page.getByRole('listitem').nth(1).innerText()).toBe('The odd\n\n€19.99\n\nAdd to cart')
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
})

test('all panels share their style sheets, and no style into the page', async ({ shop }) => {
  const { page } = await shop.visit({ body: PANEL + PANEL }, json(answer(PAIR)))
  await page.getByRole('listitem').nth(3).waitFor()
  const facts = await page.evaluate(() => {
    const roots = [...document.querySelectorAll('pairwell-panel')].map((panel) => panel.shadowRoot)
    return {
      sheets: new Set(roots.flatMap((root) => [...(root?.adoptedStyleSheets ?? [])])).size,
      styles: roots.some((root) => root?.querySelector('style, [style]')),
      page: document.querySelectorAll('style, [style]').length + document.adoptedStyleSheets.length,
    }
  })
  expect(facts).toEqual({ sheets: 2, styles: false, page: 0 })
})

test('follows the direction of a page from right to left', async ({ shop }) => {
  const { page } = await shop.visit({ body: `<div dir="rtl">${PANEL}</div>` }, json(answer(PAIR, 'list')))
  const card = page.getByRole('listitem').first()
  const [picture, button] = [
    await card.locator('img').boundingBox(),
    await card.getByRole('button').boundingBox(),
  ]
  expect(picture?.x).toBeGreaterThan(button?.x ?? Number.POSITIVE_INFINITY)
})

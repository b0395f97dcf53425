import type { Report } from '../../schema/outcomes/reports.ts'
import { DAY } from '../../vocabulary/time.ts'
import { lookAt } from './look-at.ts'
import { enter, expect, signIn, test } from './server.ts'

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

test('the clicks are drawn over time, with the same figures in a table, and only that page loads the drawing', async ({
  server,
  visit,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const tag = `<script async src="${server.api}/pairwell.js" data-key="${shop.publishable_key}" data-consent="granted"></script>`
  server.paste(`${tag}<pairwell-panel placement="product" item-id="cone-dripper"></pairwell-panel>`)
  const { page: storefront } = await visit(`${server.shop}/cone-dripper`)
  await storefront.waitForRequest((request) => request.postData()?.includes('rec_viewable') ?? false)

  const { page, faults } = await visit(await server.link(shop))
  const files: string[] = []
  page.on('request', (request) => files.push(request.url()))
  await signIn(page)
  const drawings = () => files.filter((address) => /uPlot/.test(address))
  expect(drawings()).toEqual([])
  const card = page.getByRole('region', { name: 'Clicks over time', exact: true })
  await expect(async () => {
    await page.goto(`${server.api}/console/results`)
    await expect(card.locator('canvas')).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await card.getByText('The figures of the picture').click()
  await expect(card.getByRole('row')).toHaveCount(2)
  await expect(card.getByRole('cell')).toHaveText('too early to say')
  // Nothing was counted before this day, so nothing is compared.
  await expect(page.getByRole('region', { name: 'From shown to bought', exact: true })).toContainText(
    'there is nothing with which this range could be compared',
  )
  expect(new Set(drawings()).size).toBe(1)
  expect(faults).toEqual([])
})

/** A row of a funnel as the API has it, with the same figures of the range before. */
const aRow = (placement: string, period: string, at: number): Report['rows'][number] => ({
  ...{
    period,
    placement,
    shown: 1_200,
    seen: 1_000 + at,
    clicked: 50 + at,
    added: 9,
    bought: 4,
    revenue: 12_900,
  },
  ...{ click_rate: 0.05 + at / 1e3, click_rate_low: 0.037 + at / 1e3, click_rate_high: 0.066 + at / 1e3 },
  ...{ shown_before: 1_000, seen_before: 800, clicked_before: 30, added_before: 9, bought_before: 0 },
  ...{ revenue_before: 0, click_rate_before: 0.0375, click_rate_before_low: 0.025 },
  ...{ click_rate_before_high: 0.054, click_rate_change: 0.0125, click_rate_change_low: -0.008 },
  ...{ click_rate_change_high: 0.033 },
})

test('any range stands beside the range before, in the table and in the picture', async ({
  server,
  browser,
}) => {
  const { page } = await enter(server, browser, await server.sharedShop())
  const asked: URLSearchParams[] = []
  // Events of past months cannot be sent, so the answer is made here; that the API counts so is tested with it.
  await page.route('**/v1/reports/funnel?*', async (route) => {
    const query = new URL(route.request().url()).searchParams
    asked.push(query)
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '']
    const days = (Date.parse(to) - Date.parse(from)) / DAY + 1
    const step = query.get('series') === 'week' ? 7 : 1
    const periods = Array.from({ length: Math.ceil(days / step) }, (_, at) =>
      dayOf(Date.parse(from) + at * step * DAY),
    )
    const rows = [aRow('product', '', 0), aRow('cart', '', 0)]
    const series = periods.flatMap((period, at) => [
      aRow('product', period, at),
      aRow('cart', period, 2 * at),
    ])
    const before = { from: dayOf(Date.parse(from) - days * DAY), to: dayOf(Date.parse(from) - DAY) }
    const body = { report: 'funnel', from, to, before, currency: 'EUR', columns: [], rows, series, notes: [] }
    await route.fulfill({ json: body })
  })
  await page.goto(`${server.api}/console/results`)
  const table = page.getByRole('region', { name: 'From shown to bought', exact: true })
  const row = table.getByRole('row', { name: 'Product page' })
  await expect(row.getByRole('cell').nth(0)).toHaveText('1,200before: 1,000, +20%')
  await expect(row.getByRole('cell').nth(3)).toHaveText(
    '5% (3.7% – 6.6%)before: 3.8% (2.5% – 5.4%)+1.3 points (-0.8 to +3.3)',
  )
  await expect(row.getByRole('cell').nth(4)).toHaveText('9before: 9, 0%')
  // There is no share of nothing.
  await expect(row.getByRole('cell').nth(5)).toHaveText('4before: 0')
  const card = page.getByRole('region', { name: 'Clicks over time', exact: true })
  await expect(card.locator('canvas')).toBeVisible()
  await expect(card.locator('.swatch.earlier')).toHaveCount(2)
  await expect(card.locator('.chart')).toContainText('Product page, range before')
  await card.getByText('The figures of the picture').click()
  await expect(card.getByRole('columnheader')).toHaveText([
    // The most seen first.
    ...['From', 'Cart', 'Cart, range before', 'Product page', 'Product page, range before'],
  ])
  await expect(card.getByRole('row')).toHaveCount(31)
  await lookAt(page, 'results')

  const lengths = async () => {
    await expect.poll(() => asked.length).toBe(1)
    return asked.splice(0).map((query) => [query.get('from'), query.get('to'), query.get('against')])
  }
  const now = Date.now()
  const last = (days: number) => [[dayOf(now - (days - 1) * DAY), dayOf(now), 'before']]
  expect(await lengths()).toEqual(last(30))
  await page.getByLabel('Range', { exact: true }).selectOption('Last 90 days')
  expect(await lengths()).toEqual(last(90))
  await card.getByText('The figures of the picture').click()
  await expect(card.getByRole('row')).toHaveCount(14)
  await page.getByLabel('Range', { exact: true }).selectOption('Two dates')
  expect(await lengths()).toEqual(last(30))
  await page.getByLabel('From', { exact: true }).fill('2026-03-10')
  await expect(page.getByRole('region', { name: 'From shown to bought', exact: true })).toBeVisible()
  await page.getByLabel('To', { exact: true }).fill('2026-03-01')
  await expect(page.getByText('The range ends before it begins.')).toBeVisible()
  await expect(table).toHaveCount(0)
  asked.splice(0)
  await page.getByLabel('To', { exact: true }).fill('2026-03-16')
  expect(await lengths()).toEqual([['2026-03-10', '2026-03-16', 'before']])
  await expect(table).toContainText(
    'Mar 10, 2026 – Mar 16, 2026, beside as many days before: Mar 3, 2026 – Mar 9, 2026.',
  )
  await expect(table.getByRole('link', { name: 'As CSV' })).toHaveAttribute(
    'href',
    '/v1/reports/funnel?from=2026-03-10&to=2026-03-16&by=placement&against=before&form=csv',
  )
})

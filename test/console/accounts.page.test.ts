import type { Browser, Locator, Page } from '@playwright/test'
import { call } from '../../tools/demo-shop.ts'
import { addWholesale } from '../../tools/demo-wholesale.ts'
import { lookAt, pictureForHandbook } from './look-at.ts'
import { enter, expect, type Server, type TestShop, test } from './server.ts'

/** A call of the shop's own server. */
const tell = (server: Server, { secret_key }: TestShop, path: string, json?: object, method = 'POST') =>
  call(server.api, path, secret_key, { method, ...(json && { body: JSON.stringify(json) }) })

const region = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name, exact: true })

/** A sign-in link of a member. */
async function linkOf(server: Server, shop: TestShop, name: string): Promise<string> {
  const { items } = await tell(server, shop, '/v1/members', undefined, 'GET')
  const { member_id } = items.find((one: { name: string }) => one.name === name)
  return (await tell(server, shop, `/v1/members/${member_id}/sign-in-links`)).url
}

/** Signs a member in, in German where asked for. */
async function enterAs(server: Server, shop: TestShop, browser: Browser, name: string, locale = 'en-GB') {
  const context = await browser.newContext({ bypassCSP: true, locale })
  const page = await context.newPage()
  await page.goto(await linkOf(server, shop, name))
  await page.getByRole('button', { name: locale === 'de-DE' ? 'Anmelden' : 'Sign in', exact: true }).click()
  await page.getByRole('link', { name: locale === 'de-DE' ? 'Potenzial' : 'White space' }).waitFor()
  return { page, context }
}

/** A file in which one row has no name and one names a rep whom nobody knows. */
const FILE = [
  'account_id,name,tier,rep,floor space',
  'X-1,Kiosk am Tor,C,,40',
  'X-2,,C,,12',
  'X-3,Bistro Anker,B,Nobody Known,75',
].join('\n')

test('the grid begins with a file or with orders, and an account is written by hand', async ({
  server,
  browser,
}) => {
  const { page, context } = await enter(server, browser)
  await page.goto(`${server.api}/console/accounts`)
  await expect(page.getByText(/An account is a company that buys from you/)).toBeVisible()
  await lookAt(page, 'accounts-empty')
  const upload = region(page, 'Upload a file of accounts')
  await upload
    .locator('input[type=file]')
    .setInputFiles({ name: 'accounts.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
  await expect(upload.getByRole('status')).toContainText('from 3 rows.')
  await expect(upload.getByText('Columns that became attributes: floor space.')).toBeVisible()
  await expect(upload.getByRole('heading', { name: /refused/ })).toBeVisible()
  await lookAt(page, 'accounts-file')
  const orders = region(page, 'Make accounts from the companies of orders')
  await orders.getByLabel('Make accounts from orders').check()
  await expect(orders.getByRole('status')).toContainText('become accounts')

  await page.getByRole('link', { name: 'New account' }).click()
  await page.getByLabel('Number or id').fill('X/9 50%')
  await page.getByLabel('Name', { exact: true }).fill('Café Neun')
  await page.getByLabel('Tier').fill('B')
  await page.getByLabel('Contract ends on').fill('2027-06-30')
  await page.getByRole('button', { name: 'Add a quote' }).click()
  const quote = page.getByRole('group', { name: 'Quote 1' })
  await quote.getByLabel('Number').fill('Q-1')
  await quote.getByLabel('Amount').fill('480.5')
  await page.getByRole('button', { name: 'Add a plan' }).click()
  const plan = page.getByRole('group', { name: 'Plan 1' })
  await plan.getByLabel('Day').fill('2027-03-01')
  await plan.getByLabel('What it plans').fill('A second bar')
  await lookAt(page, 'account-new')
  await page.getByRole('button', { name: 'Save the account' }).click()
  await expect(page.getByText('Saved. The analysis is made anew.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Café Neun')
  await expect(quote.getByLabel('Amount')).toHaveValue('480.5')
  await expect(page.getByLabel('Contract ends on')).toHaveValue('2027-06-30')
  await expect(plan.getByLabel('Day')).toHaveValue('2027-03-01')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Café Neun')
  await quote.getByLabel('Number').fill('x'.repeat(400))
  await page.getByRole('button', { name: 'Save the account' }).click()
  await expect(page.getByText(/Correct the fields that are marked/)).toBeVisible()
  await expect(quote.getByLabel('Number')).toBeFocused()
  await lookAt(page, 'account-refused')
  await page.getByRole('button', { name: 'Delete the account' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the account' }).click()
  await expect(page).toHaveURL(/accounts$/)
  await context.close()
})

test('white space, learning and team of a wholesale shop', async ({ server, browser }) => {
  test.setTimeout(600_000)
  const { shop, page, context } = await enter(server, browser)
  await addWholesale(server.api, shop.secret_key, () => {})
  await page.goto(`${server.api}/console/accounts`)
  await walkGrid(page)
  await walkTotals(page)
  await walkTeam(page)
  await walkMembers(page)
  await walkLearning(server, shop, browser)
  await walkAsRep(server, shop, browser)
  await context.close()
  await walkAsVisitor(server, shop, browser)
})

/** The grid: its fields, marks, families and filters. */
async function walkGrid(page: Page): Promise<void> {
  const grid = region(page, 'Accounts and families')
  await expect(grid.getByRole('row')).toHaveCount(13)
  await expect(page.getByText(/Analysed .* for the next 90 days/)).toBeVisible()
  await lookAt(page, 'grid')
  await pictureForHandbook(page, 'accounts', page.getByRole('heading', { name: 'Accounts and families' }))
  const field = grid.getByRole('button', { name: /^Café Morgenrot, .*never bought.*probability/ }).first()
  await field.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/that it buys the family within 90 days/)).toBeVisible()
  await expect(dialog.getByText(/with 95\s% certainty between/)).toBeVisible()
  await lookAt(page, 'grid-figures')
  await dialog.getByLabel('What you know of it').selectOption('elsewhere')
  await dialog.getByLabel('Note').fill('From the roaster next door')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/Saved\. A family/)).toBeVisible()
  await lookAt(page, 'grid-marked')
  await dialog.getByRole('button', { name: 'Close' }).click()
  const marked = grid.getByRole('button', { name: /^Café Morgenrot, .*buys it elsewhere/ })
  await expect(marked).toBeVisible()
  await marked.click()
  await expect(page.getByRole('dialog').getByLabel('Note')).toHaveValue('From the roaster next door')
  await page.keyboard.press('Escape')
  await expect(marked).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(
    grid
      .locator('tbody tr')
      .nth(await rowOf(marked))
      .locator('button:focus'),
  ).toHaveCount(1)

  await page.locator('summary', { hasText: 'Choose families' }).click()
  await page.getByLabel('Part of the name').fill('tea')
  const checks = page.getByRole('group', { name: 'Choose families' })
  await checks.getByRole('checkbox').first().check()
  await expect(page.getByText('1 chosen')).toBeVisible()
  await lookAt(page, 'grid-choose')
  await page.getByRole('button', { name: 'Clear the choice' }).click()
  await page.getByLabel('Tier', { exact: true }).selectOption('A')
  await expect(grid.getByRole('row')).toHaveCount(6)
  await page.getByLabel('Sales rep').selectOption({ label: 'Jonas Ahrens' })
  await expect(grid.getByRole('row')).toHaveCount(2)
  const file = await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')
  const csv = await (await page.request.get(new URL(file ?? '', page.url()).href)).text()
  expect(csv).toContain('Hotel Seeblick')
  expect(csv).not.toContain('Café Morgenrot')
  await page.getByLabel('Sales rep').selectOption('')
  await page.getByLabel('Tier', { exact: true }).selectOption('')
}

/** The number of the row below that of a field. */
const rowOf = async (field: Locator): Promise<number> =>
  Number((await field.getAttribute('data-at'))?.split(' ')[0]) + 1

/** Sums, and the accounts for one family. */
async function walkTotals(page: Page): Promise<void> {
  const show = page.getByLabel('Show', { exact: true })
  await show.selectOption('by_rep')
  await expect(page.getByRole('row', { name: /Edda Vogel/ })).toBeVisible()
  await lookAt(page, 'totals-rep')
  await show.selectOption('by_tier')
  await expect(page.getByRole('row')).toHaveCount(4)
  await show.selectOption('by_family')
  await lookAt(page, 'totals-family')
  await page
    .getByRole('button', { name: /^Where to launch: / })
    .first()
    .click()
  await expect(page.getByLabel('Only for one family')).not.toHaveValue('')
  await expect(region(page, 'Accounts and families').getByRole('row').nth(1)).toBeVisible()
  await lookAt(page, 'grid-family')
  await page.locator('summary', { hasText: 'Add accounts' }).click()
  await expect(region(page, 'Upload a file of accounts')).toBeVisible()
  await lookAt(page, 'grid-files')
}

/** Work beside the own past, goals, and rankings with what research says. */
async function walkTeam(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Team', exact: true }).click()
  await expect(page.getByRole('row', { name: /Mara Lindt/ })).toBeVisible()
  await page.getByLabel('Time').selectOption('90')
  await expect(page.getByText(/The last 90 days/)).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'South: families opened' })).toBeVisible()
  await page.getByLabel('Team', { exact: true }).fill('North')
  await page.getByLabel('What counts').selectOption('outcomes')
  await page.getByLabel('Target').fill('20')
  await page.getByRole('button', { name: 'Add a goal' }).click()
  await expect(page.getByRole('progressbar', { name: 'North: outcomes recorded' })).toBeVisible()
  await page.getByLabel('Order reps by their acceptances').check()
  await expect(page.getByText('In the order of acceptances, because rankings are switched on.')).toBeVisible()
  await lookAt(page, 'team')
  await page.getByLabel('Order reps by their acceptances').uncheck()
  await expect(page.getByText('In the order of names.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove the goal North: outcomes recorded' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('progressbar')).toHaveCount(1)
}

/** A member with a team, and another team for one. */
async function walkMembers(page: Page): Promise<void> {
  await page.goto(new URL('/console/settings', page.url()).href)
  const members = region(page, 'Members')
  const team = members.getByLabel('Team: Piet Hansen')
  await expect(team).toHaveValue('North')
  await team.fill('Coast')
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok()),
    team.blur(),
  ])
  await members.getByLabel('Name', { exact: true }).fill('Ilse Brand')
  await members.getByLabel('Role', { exact: true }).selectOption('rep')
  await members.getByLabel('Team', { exact: true }).fill('Coast')
  await members.getByRole('button', { name: 'Add a member' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expect(members.getByLabel('Team: Ilse Brand')).toHaveValue('Coast')
  await lookAt(page, 'members-team')
}

/** A manager learns: all questions of the day, coverage of the team, and a card that they write. */
async function walkLearning(server: Server, shop: TestShop, browser: Browser): Promise<void> {
  const { page, context } = await enterAs(server, shop, browser, 'Ruth Kessler')
  await page.getByRole('link', { name: 'Learning' }).click()
  const quiz = region(page, 'Questions of today')
  await expect(quiz.getByText('Question 1 of 5')).toBeVisible()
  await lookAt(page, 'quiz')
  for (const _ of Array.from({ length: 5 })) {
    await quiz.getByRole('listitem').first().getByRole('button').click()
    await expect(quiz.getByRole('status')).toContainText('This question comes again on')
    if (await quiz.getByText('Question 2 of 5').isVisible()) await lookAt(page, 'quiz-answered')
    await quiz.getByRole('button', { name: /^(Next question|Finish)$/ }).click()
  }
  await expect(quiz.getByText('See you tomorrow.')).toBeVisible()
  await expect(quiz.getByText(/\d of 5 right today/)).toBeVisible()
  const coverage = region(page, 'Families not yet opened')
  await coverage.getByText(/^Mara Lindt ·/).click()
  await expect(coverage.getByText(/families are bought by at least one of 3 accounts/).first()).toBeVisible()
  const cards = region(page, 'Product cards')
  await cards.getByLabel('Find a family').fill('sweet')
  await expect(cards.getByRole('heading', { level: 3 })).toHaveCount(1)
  await expect(cards.getByText('A pump of syrup costs four cents.')).toBeVisible()
  await lookAt(page, 'learning')
  await cards.getByRole('button', { name: /^Write the card of/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What it is for').fill('A sweet note for every table')
  await dialog.getByRole('button', { name: 'Add an answer' }).click()
  await dialog.getByRole('group').last().getByLabel('What to say').fill('It keeps for a year.')
  await lookAt(page, 'card-write')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(cards.getByText('A sweet note for every table')).toBeVisible()
  await page.getByRole('link', { name: 'Team', exact: true }).click()
  await expect(page.getByRole('row', { name: /Jonas Ahrens/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Edda Vogel/ })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add a goal' })).toHaveCount(0)
  await lookAt(page, 'team-manager')
  await context.close()
}

/** A rep sees the accounts of their own, in German, and no team. */
async function walkAsRep(server: Server, shop: TestShop, browser: Browser): Promise<void> {
  const { page, context } = await enterAs(server, shop, browser, 'Mara Lindt', 'de-DE')
  const areas = page.getByRole('navigation', { name: 'Geschäftskunden' })
  await expect(areas.getByRole('link', { name: 'Team' })).toHaveCount(0)
  await areas.getByRole('link', { name: 'Potenzial' }).click()
  const grid = region(page, 'Kunden und Familien')
  await expect(grid.getByRole('row')).toHaveCount(4)
  await expect(grid.getByRole('rowheader', { name: /Studio Kappeler/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Neuer Geschäftskunde' })).toHaveCount(0)
  await lookAt(page, 'grid-rep-de')
  await areas.getByRole('link', { name: 'Wissen' }).click()
  await expect(page.getByText(/von \d+ Familien kauft mindestens einer von 3 Kunden/)).toBeVisible()
  await expect(page.getByRole('button', { name: /schreiben$/ })).toHaveCount(0)
  await lookAt(page, 'learning-rep-de')
  await context.close()
}

/** A visitor of the demo shop sees everything and is offered no change that would be refused. */
async function walkAsVisitor(server: Server, shop: TestShop, browser: Browser): Promise<void> {
  const own = await server.open('Mine')
  await server.kill()
  await server.start({ DEMO_SHOP: shop.shop_id })
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  await page.goto(await server.link(own))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Look at the demo shop' }).click()
  await expect(region(page, 'Demo shop')).toBeVisible()
  await page.getByRole('link', { name: 'Accounts', exact: true }).click()
  const grid = region(page, 'Accounts and families')
  await expect(grid.getByRole('row')).toHaveCount(13)
  await expect(page.getByRole('link', { name: 'New account' })).toHaveCount(0)
  await grid
    .getByRole('button', { name: /never bought/ })
    .first()
    .click()
  await expect(page.getByRole('dialog').getByText(/within 90 days/)).toBeVisible()
  await expect(page.getByRole('dialog').getByLabel('What you know of it')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Learning' }).click()
  await expect(
    page.getByText('In the demo shop you can read the questions, but not answer them.'),
  ).toBeVisible()
  await lookAt(page, 'learning-demo')
  await page.getByRole('link', { name: 'Team', exact: true }).click()
  await expect(page.getByText('In the order of names.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a goal' })).toHaveCount(0)
  await context.close()
  await server.kill()
  await server.start()
}

import { readFileSync } from 'node:fs'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { expect, type Server, signIn, type TestShop, test } from './server.ts'

const ITEM = 'cone-dripper'

/** What shoppers get on the page of the item, past every cache. */
async function shown({ api }: Server, { publishable_key }: TestShop): Promise<string[]> {
  const asked = `${api}/p/${publishable_key}/recommendations?placement=product&item_id=${ITEM}`
  const answer: Recommendation = await (await fetch(asked)).json()
  return answer.items.map(({ title }) => title)
}

test('an item is moved to the front on the picture of the panel, published, and the rule switched off again', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const before = await shown(server, shop)
  const third = before[2] ?? ''
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue/${ITEM}`)
  await page.getByRole('button', { name: `To the front: ${third}` }).click()
  await expect(page.getByText('Not published yet:')).toBeVisible()
  // The picture changes at once, the shop does not.
  await expect(page.locator('.steer li').first()).toContainText(third)
  expect(await shown(server, shop)).toEqual(before)
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Published. Every page shows it')).toBeVisible()
  expect((await shown(server, shop))[0]).toBe(third)

  await page.getByRole('link', { name: 'Rules' }).click()
  const rule = page.getByRole('region', { name: `“${third}” at place 1` })
  await expect(rule).toContainText('Live')
  await rule.getByRole('button', { name: 'Switch off' }).click()
  await expect(rule).toContainText('Switch on')
  expect(await shown(server, shop)).toEqual(before)
})

test('an item that the panel does not have is found, hidden ones leave, and discarding undoes both', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const before = await shown(server, shop)
  const [first = ''] = before
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/catalogue/${ITEM}`)
  await page.getByRole('button', { name: `Hide here: ${first}` }).click()
  await expect(page.locator('ol.steer')).not.toContainText(first)
  await page.getByLabel('Add another item').fill('kettle')
  await page.getByRole('list', { name: 'Add another item' }).getByRole('button').first().click()
  await expect(page.locator('ol.steer li').first()).toContainText(/kettle/i)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.locator('ol.steer li').first()).toContainText(first)
  expect(await shown(server, shop)).toEqual(before)
})

test('a rule of any kind is written with conditions and a schedule, saved as a draft, published, and taken back', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const before = await shown(server, shop)
  const [first = ''] = before
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/rules`)
  await page.getByRole('link', { name: 'New rule' }).click()
  await page.getByLabel('What to do').selectOption('only')
  await page.getByLabel('Item ids').first().fill('no-such-item')
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect(page.getByText('The catalogue has no item no-such-item')).toBeVisible()
  await expect(page.getByText('Saved as a draft.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Only no-such-item')
  expect(await shown(server, shop)).toEqual(before)

  await page.getByLabel('What to do').selectOption('hide')
  await page.getByRole('searchbox', { name: 'Find an item by its name' }).first().fill(first)
  await page.getByRole('button', { name: `Add: ${first}`, exact: true }).click()
  await page.getByLabel('Brands').first().fill('Acme, Inc.; Fern & Kettle')
  await page.getByLabel('Product page').check()
  await page.getByText('Only on the pages of some items').click()
  await page.getByLabel('Item ids').nth(1).fill(ITEM)
  await page.getByLabel('From', { exact: true }).fill('2020-01-01T00:00')
  await page.getByLabel('Name', { exact: true }).fill('Not on this page')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Published. Every page shows it')).toBeVisible()
  expect(await shown(server, shop)).not.toContain(first)
  const headers = { Authorization: `Bearer ${shop.secret_key}` }
  const [saved] = (await (await fetch(`${server.api}/v1/rules`, { headers })).json()).items
  expect(saved.action.items.brands).toEqual(['Acme, Inc.', 'Fern & Kettle'])
  const versions = page.getByRole('region', { name: 'Versions' }).getByRole('listitem')
  await expect(versions).toHaveCount(2)
  await page.getByRole('button', { name: 'Return to version 1' }).click()
  await expect(versions).toHaveCount(3)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Only no-such-item')
  expect(await shown(server, shop)).toEqual(before)
})

test('a field that is wrong is named, and somebody else’s change is not overwritten', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  const headers = { Authorization: `Bearer ${shop.secret_key}`, 'Content-Type': 'application/json' }
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/rules/new`)
  await page.getByLabel('What to do').selectOption('at_most')
  await page.getByLabel('Items at most').fill('99')
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect(page.getByText('A panel has at most 24 places.')).toBeVisible()
  await page.getByLabel('Items at most').fill('2')
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect(page.getByText('Saved as a draft.')).toBeVisible()
  const { items } = await (await fetch(`${server.api}/v1/rules`, { headers })).json()
  expect(items[0].action).toEqual({ kind: 'at_most', property: 'brand', items: 2 })
  const body = JSON.stringify({ note: 'theirs' })
  await fetch(`${server.api}/v1/rules/${items[0].rule_id}`, { method: 'PATCH', headers, body })
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('alert')).toContainText('Somebody else has saved changes')
})

test('rules go out as CSV and come back, and rows that are refused are named', async ({ server, page }) => {
  const shop = await server.openFull('Fern & Kettle')
  const headers = { Authorization: `Bearer ${shop.secret_key}`, 'Content-Type': 'application/json' }
  const action = { kind: 'bury', items: { tags: ['a|b', 'c'], price: { from: 500 } }, strength: 'weak' }
  const when = { weekdays: [6, 7], hours: { from: '09:00', to: '17:00' }, seed: { brands: ['Acme, Inc.'] } }
  const rule = { name: '=Weekend', status: 'live', priority: 7, action, when }
  await fetch(`${server.api}/v1/rules`, { method: 'POST', headers, body: JSON.stringify(rule) })
  const stored = async () => (await (await fetch(`${server.api}/v1/rules`, { headers })).json()).items
  const [old] = await stored()
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/rules`)
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'All rules as CSV' }).click()
  const text = readFileSync((await (await waiting).path()) ?? '', 'utf8')
  const [head = '', row = ''] = text.split('\r\n')
  const wrong = row.replace(old.rule_id, '').replace('bury', 'tickle')
  const unknown = row.replace(old.rule_id, 'rule_unknown')
  const copy = row.replace(old.rule_id, '').replace("'=Weekend", 'Copy')
  await page.getByLabel('Write rules from a CSV file').setInputFiles({
    name: 'rules.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([head, row, wrong, copy, unknown, ''].join('\r\n')),
  })
  const files = page.getByRole('region', { name: 'Rules as a file' })
  await expect(files.getByRole('status')).toHaveText('2 rules were written, 2 rows were refused:')
  await expect(files.getByRole('listitem')).toHaveText([/^Row 3: action/, /^Row 5: There is no rule/])
  const rules = await stored()
  expect(rules.map(({ name }: { name: string }) => name)).toEqual(['Copy', '=Weekend'])
  for (const one of rules) expect(one).toMatchObject({ action, when, priority: 7, status: 'live' })
})

test('the rules that every shop begins with can be seen, switched off and on again', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.goto(`${server.api}/console/rules`)
  const rules = page.getByRole('region', { name: 'Rules that every shop begins with' })
  await expect(rules.getByText('Live')).toHaveCount(3)
  await rules.getByRole('button', { name: 'Switch off: Sold-out items' }).click()
  await expect(rules).toContainText('suggested after all others')
  await page.reload()
  await rules.getByRole('button', { name: 'Switch on: Sold-out items' }).click()
  await expect(rules.getByText('Live')).toHaveCount(3)
})

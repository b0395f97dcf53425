import { call } from '../../tools/demo-shop.ts'
import { buyersOf } from './buyers.ts'
import { lookAt } from './look-at.ts'
import { enter, expect, test } from './server.ts'

test('an offer is written, made live, decided for a customer, refused, and then rests on every channel', async ({
  server,
  browser,
}) => {
  const { page, context } = await enter(server, browser)

  await page.goto(`${server.api}/console/offers/new`)
  await page.getByLabel('Name', { exact: true }).fill('Something that fits')
  await page.getByLabel('What', { exact: true }).selectOption('overstock')
  await expect(page.getByLabel('Stock that lasts at least … weeks')).toHaveValue('26')
  await lookAt(page, 'overstock')
  await page.getByLabel('What', { exact: true }).selectOption('companion')
  await page.getByLabel('Headline').fill('Chosen for you: {item}')
  await lookAt(page, 'offer')
  await page.getByRole('button', { name: 'Approve and make live' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.goto(`${server.api}/console/offers/policy`)
  await page.getByLabel('Hours between two contacts').fill('48')
  // The same time twice: nothing is quiet at whatever hour this runs.
  await page.getByLabel('Quiet from').fill('08:00')
  await page.getByRole('button', { name: 'Add a limit' }).click()
  const limit = page
    .getByRole('group')
    .filter({ has: page.getByLabel('Counted for') })
    .last()
  await limit.getByLabel('At most').fill('40')
  await limit.getByLabel('Counted for').selectOption('account')
  await limit.getByText('Only some customers, categories or offers').click()
  await limit.getByLabel('Customer groups').fill('trade; wholesale')
  await limit
    .getByRole('group', { name: 'Only contacts about these offers' })
    .getByLabel('Something that fits')
    .check()
  await page.getByRole('group', { name: 'Channels that need no consent' }).getByLabel('E-mail').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Try it on past contacts' }).click()
  await expect(page.getByText(/No contacts were made since/)).toBeVisible()
  await page.reload()
  await expect(limit.getByLabel('Counted for')).toHaveValue('account')
  await expect(limit.getByLabel('Customer groups')).toHaveValue('trade; wholesale')
  await expect(limit.getByLabel('Something that fits')).toBeChecked()
  await page.getByRole('button', { name: 'Connect a mail tool' }).click()
  const told = page.getByRole('dialog').getByText(/\/hooks\/\S+\/mail\?key=[0-9a-f]{32}$/)
  const address = (await told.textContent()) ?? ''
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  const unsubscribed = [{ event: 'unsubscribe', email: 'somebody@example.com' }]
  expect((await fetch(address, { method: 'POST', body: JSON.stringify(unsubscribed) })).status).toBe(200)
  await page.reload()
  await expect(page.getByText(/^Connected. Taken so far: 1 /)).toBeVisible()
  await lookAt(page, 'policy')

  const [buyer] = buyersOf(server)
  await page.goto(`${server.api}/console/customers`)
  await page.getByLabel('Customer id or e-mail address').fill(buyer?.customer_id ?? '')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByText(/Chosen for you: \S/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Make this offer' }).click()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Send by e-mail: copy it' }).click()
  await expect(page.getByText('Copied, and counted as sent: paste it into your mail tool.')).toBeVisible()
  await expect(page.getByText(/^E-mail, .*\(made\)$/)).toBeVisible()
  const pasted = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const parts = await Promise.all(
      (item?.types ?? []).map(async (type) => (await item?.getType(type))?.text()),
    )
    return parts.join('\n')
  })
  expect(pasted).toMatch(/Chosen for you: \S[\s\S]*\/decision\/dec_/)
  await page.getByRole('button', { name: 'Refused' }).click()
  await expect(page.getByText(/· Refused/)).toBeVisible()
  for (const channel of ['web', 'till']) {
    await page.getByLabel('Channel').selectOption(channel)
    await page.getByRole('button', { name: 'Ask' }).click()
    await expect(page.getByText('Something that fits: refused lately')).toBeVisible()
  }
  await lookAt(page, 'customer-offers')

  await page.goto(`${server.api}/console/offers/decisions`)
  await page.getByText(/· Refused/).click()
  await expect(page.getByText(/probability of acceptance/)).toBeVisible()
  await lookAt(page, 'decisions')

  await page.goto(`${server.api}/console/offers`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await lookAt(page, 'offers')
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await expect(page.getByText('Ended', { exact: true })).toBeVisible()
  await context.close()
})

test('a segment says how many customers it has before it is saved', async ({ server, browser }) => {
  const { page, context } = await enter(server, browser)
  await page.goto(`${server.api}/console/offers/segments`)
  const clusters = page.getByRole('region', { name: 'Clusters of your customers' })
  const use = clusters.getByRole('button', { name: 'Make it a segment' }).first()
  // They are found after the first model, by a job of its own.
  await expect(async () => {
    await page.reload()
    await expect(use).toBeVisible({ timeout: 5_000 })
  }).toPass()
  const made = page.getByRole('region', { name: 'New segment' })
  await made.getByLabel('Name').fill('Came back')
  await made.getByRole('button', { name: 'Add a condition' }).click()
  await made.getByLabel('At least').fill('2')
  await made.getByRole('button', { name: 'How many are that?' }).click()
  await expect(made.getByText(/\d+ of 100 customers, drawn at random, so \d/)).toBeVisible()
  await lookAt(page, 'segments')
  await made.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Came back' })).toBeVisible()
  const [name = ''] = await clusters.locator('strong').allInnerTexts()
  await use.click()
  await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
  await page.goto(`${server.api}/console/offers/new`)
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByLabel('Condition').selectOption('segment')
  await page.getByLabel('Is in a segment').selectOption('Came back')
  await context.close()
})

test('a library of more offers than a page of the API holds is shown whole', async ({ server, browser }) => {
  const { shop, page, context } = await enter(server, browser)
  for (let at = 0; at <= 200; at += 1) {
    await call(server.api, '/v1/offers', shop.secret_key, {
      method: 'POST',
      body: JSON.stringify({
        ...{ name: `Number ${at} of many`, kind: 'cross_sell', status: 'draft' },
        ...{ proposal: { type: 'item', item_ids: ['tea'] }, texts: [{ title: 'Fits' }] },
      }),
    })
  }
  await page.goto(`${server.api}/console/offers`)
  // The newest is first, and the oldest on the second page of the API.
  for (const at of [200, 0]) await expect(page.getByText(`Number ${at} of many`)).toBeVisible()
  await context.close()
})

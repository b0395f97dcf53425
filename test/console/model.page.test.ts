import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { liveModel, upload } from '../../tools/demo-shop.ts'
import { deploymentAt } from '../../tools/mine/deployment.ts'
import { readDeployment } from '../../tools/mine/from-deployment.ts'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { publishModel } from '../../tools/mine/publish.ts'
import { expect, signIn, test } from './server.ts'

const ITEMS = [
  'id,title,link,image_link,price',
  ...['tea', 'mug', 'bomb'].map((id) => `${id},The ${id},/${id},/${id}.png,9.90`),
]
/** Sixty orders of tea and a mug, one a day, and then tea with something new by three customers on one day. */
const LINES = [
  ...Array.from({ length: 60 }, (_, n) => {
    const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
    return ['tea', 'mug'].map((item) => `o${n},${day}T12:00:00Z,${item},`)
  }),
  ...Array.from({ length: 6 }, (_, n) =>
    ['tea', 'bomb'].map((item) => `s${n},2026-03-05T0${n}:00:00Z,${item},c${n % 3}`),
  ),
].flat()
const ORDERS = ['order_id,order_date,item_id,customer_id', ...LINES]

test('the model page names what serves, rolls back to the model before, and decides about a withheld pair', async ({
  server,
  page,
}) => {
  const shop = await server.open('Tea shop')
  await upload(server.api, shop.secret_key, 'items', ITEMS.join('\n'))
  await upload(server.api, shop.secret_key, 'orders', ORDERS.join('\n'))
  await liveModel(server.api, shop.secret_key)
  const ask = async (path: string) =>
    await (
      await fetch(`${server.api}${path}`, { headers: { Authorization: `Bearer ${shop.secret_key}` } })
    ).json()
  const { items: models } = await ask('/v1/models')
  const live = models.find(({ status }: { status: string }) => status === 'live')
  await page.goto(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Model' }).click()
  const serving = page.getByRole('region', { name: 'The model that serves' })
  await expect(serving).toContainText(live.counts.orders.toLocaleString('en'))
  const pair = page.getByRole('region', { name: 'Pairs that wait for you' }).getByRole('listitem').first()
  await expect(pair).toContainText('Waiting')
  await expect(pair).toContainText('The bomb')
  await pair.getByRole('button', { name: /^Refuse/ }).click()
  await expect(pair).toContainText('Refused')
  expect((await ask('/v1/held-pairs')).items[0].status).toBe('refused')
  // The decision is followed by a new model, which takes the place of the one that served.
  await expect.poll(async () => (await ask('/v1/models')).items[0].status, { timeout: 60_000 }).toBe('live')
  const { items: after } = await ask('/v1/models')
  await page.reload()
  await serving.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click()
  await expect
    .poll(
      async () =>
        (await ask('/v1/models')).items.find((one: { status: string }) => one.status === 'live').model_id,
    )
    .toBe(live.model_id)
  expect(after[0].model_id).not.toBe(live.model_id)
})

test('the model page says that a model was mined outside, what was left out of it, and why a run was', async ({
  server,
  page,
}) => {
  const shop = await server.open('Tea shop of many orders')
  await upload(server.api, shop.secret_key, 'items', ITEMS.join('\n'))
  await upload(server.api, shop.secret_key, 'orders', ORDERS.join('\n'))
  await liveModel(server.api, shop.secret_key)
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-page-'))
  const client = deploymentAt(server.api, shop.secret_key)
  const out = join(folder, 'model.ndjson')
  const tell = () => undefined
  const { files, settings, ...data } = await readDeployment(client, folder, tell)
  const job = { files, shop: data.shop, settings, threads: 1, database: ':memory:', out, tell }
  const { found, model } = await mineFiles(job)
  // As if it had been made of more orders than an isolate holds.
  const counts = { ...model.counts, orders: 1_000 }
  writeFileSync(
    `${out}.json`,
    JSON.stringify({ hash: model.hash, settings: model.settings, counts, ...found }),
  )
  await client.call('PUT /v1/exclusions', {
    body: { exclusions: [{ item_id: 'mug', status: 'excluded' }] },
  })
  expect((await publishModel(client, out)).isLive).toBe(true)
  await client.mined((await client.call('POST /v1/models')).model_id)
  rmSync(folder, { recursive: true, force: true })

  await page.goto(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Model' }).click()
  const serving = page.getByRole('region', { name: 'The model that serves' })
  await expect(serving).toContainText('Cause: mined outside, and sent.')
  await expect(serving).toContainText('1,000')
  await expect(serving.getByText('Left out on arrival')).toBeVisible()
  const history = page.getByRole('region', { name: 'History' }).first()
  const [skipped, sent] = [history.getByRole('row').nth(1), history.getByRole('row').nth(2)]
  await expect(skipped).toContainText('Left out')
  await expect(skipped).toContainText('mined outside from 1000 orders; this run would have used 66')
  await expect(sent).toContainText('mined outside, and sent')
})

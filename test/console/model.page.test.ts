import { liveModel, upload } from '../../tools/demo-shop.ts'
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

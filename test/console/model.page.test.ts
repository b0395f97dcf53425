import { expect, signIn, test } from './server.ts'

test('the model page names what serves, rolls back to the model before, and decides about a withheld pair', async ({
  server,
  page,
}) => {
  const shop = await server.openFull('Fern & Kettle')
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

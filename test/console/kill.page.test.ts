import type { Page } from '@playwright/test'
import { expect, type Server, signIn, type TestShop, test } from './server.ts'

/** Saves that the Worker does not survive. */
const ROUNDS = 3

/** The title of the panel and the versions of the settings, as they are stored. */
async function stored({ api }: Server, { secret_key }: TestShop) {
  const ask = async (path: string) =>
    await (await fetch(`${api}${path}`, { headers: { Authorization: `Bearer ${secret_key}` } })).json()
  const { panels } = await ask('/v1/settings')
  const { items } = await ask('/v1/settings/versions?limit=200')
  return { title: panels.product?.title, versions: items.map(({ version }: { version: number }) => version) }
}

/** Presses Save until it is saved; a version that was stored without an answer is another one's, and the change is applied to it. */
async function saveAgain(page: Page): Promise<void> {
  const [save, apply] = [
    page.getByRole('button', { name: 'Save' }),
    page.getByRole('button', { name: 'Apply my changes' }),
  ]
  await save.click()
  await expect(page.getByText('Saved.').or(apply)).toBeVisible()
  if (!(await apply.isVisible())) return
  await apply.click()
  if (await save.isEnabled()) await save.click()
}

test('a Worker that is killed in mid-save leaves nothing half-written; the page says so, and goes on', async ({
  server,
  visit,
}) => {
  test.slow()
  const shop = await server.openFull('Killed')
  const { page } = await visit(await server.link(shop))
  await signIn(page)
  await page.getByRole('link', { name: 'Panels' }).click()
  let before = await stored(server, shop)
  for (let round = 1; round <= ROUNDS; round += 1) {
    const title = `Round ${round}`
    await page.getByLabel('Title').fill(title)
    const asked = page.waitForRequest(
      (request) => request.method() === 'PATCH' && request.url().endsWith('/v1/settings'),
    )
    await page.getByRole('button', { name: 'Save' }).click()
    await asked
    // The request is on its way: it may have reached the database, or not.
    await server.kill()
    await expect(page.getByRole('alert').or(page.getByText('Saved.')).first()).toBeVisible()
    await expect(page.getByLabel('Title')).toHaveValue(title)

    await server.start()
    const after = await stored(server, shop)
    const isWritten = after.versions.length > before.versions.length
    expect(after.title).toBe(isWritten ? title : before.title)
    expect(after.versions).toEqual(
      isWritten ? [(before.versions[0] ?? 0) + 1, ...before.versions] : before.versions,
    )
    if (await page.getByRole('button', { name: 'Save' }).isEnabled()) await saveAgain(page)
    await expect.poll(async () => (await stored(server, shop)).title).toBe(title)
    before = await stored(server, shop)
    await page.reload()
    await expect(page.getByLabel('Title')).toHaveValue(title)
  }
})

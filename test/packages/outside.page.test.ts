import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { makeProject, packAll } from '../../tools/packages/outside.ts'
import { expect, nameOfPart, test } from '../page-test.ts'
import { json, type Shop } from '../widget/a-shop.ts'
import { answer, PAIR, panel } from '../widget/answers.ts'
import { addSources, LINKED } from './project.ts'

// One after the other in one process, which makes the project once. React 18, Vite and a running Worker: `npm run bench -- packages`.
test.describe.configure({ mode: 'default' })

let folder = ''
test.beforeAll(async () => {
  folder = makeProject(await packAll('dist/packed-pages', true), { linked: LINKED })
  addSources(folder)
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Constants that Vue expects from the bundler; it warns without them. */
const define = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
}

/** A page of the project, bundled as a shop does it, with the warnings of the framework. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'src', entry)],
    ...{ define, bundle: true, write: false, format: 'esm', jsx: 'automatic', jsxDev: true },
  })
  return outputFiles[0]?.text ?? ''
}

async function open(shop: Shop, entry: string, reply = json(answer(PAIR))) {
  const script = (await bundled(entry)).replaceAll('</script', '<\\/script')
  const body = `<script type="module">${script}</script>`
  const path = `/items/tea?api=${shop.apiOrigin}&key=pk_test`
  return (await shop.visit({ body, path, copies: 0 }, reply)).page
}

/** The answer to a question for a single panel. */
const PAIRED = panel(PAIR)

const ask = (item: string) =>
  `GET /p/pk_test/recommendations?placement=product&item_id=${item}&panels=complementary`

for (const [name, entry] of [
  ['plain modules', 'page-esm.ts'],
  ['React', 'page-react.tsx'],
  ['Vue', 'page-vue.ts'],
] as const) {
  test(`${name}: the packed packages show a panel, and the page adds to its cart`, async ({ shop }) => {
    const page = await open(shop, entry)
    await page.getByRole('listitem').nth(1).waitFor()
    expect(shop.api.loaded.map(nameOfPart)).toEqual(['/pairwell.js', '/pairwell-view.js'])
    expect(shop.api.asked).toEqual([ask('tea')])
    await page
      .getByRole('button', { name: /^Add to cart/ })
      .first()
      .click()
    await expect(page.locator('[part~="added"]')).toBeVisible()
    const added = await page.evaluate(() => ('added' in window ? window.added : undefined))
    expect(added).toMatchObject([{ item_id: PAIR[0]?.item_id, quantity: 1, placement: 'product' }])
    if (name === 'plain modules') {
      expect(await page.title()).toMatch(/^\d+\.\d+\.\d+$/)
      return
    }
    await expect(page.locator('pairwell-panel')).toHaveClass('companions')
    await page.evaluate('show("mug")')
    await expect.poll(() => shop.api.asked).toEqual([ask('tea'), ask('mug')])
  })
}

const OFFER = {
  ...{ decision_id: 'dec_1', title: 'A pot for your tea', body: '', url: '/items/pot', expires_at: 1 },
  ...{ accept: 'View', refuse: 'Not for me', accepted: 'Thank you.', locale: 'en', dir: 'ltr' },
  ...{ image_url: null, code: null, disclosure: null },
}

for (const [name, entry] of [
  ['React', 'offer-react.tsx'],
  ['Vue', 'offer-vue.ts'],
] as const) {
  test(`${name}: a signed-in customer sees an offer, and another item asks again`, async ({ shop }) => {
    const page = await open(shop, entry, json({ decision: OFFER }))
    await expect(page.getByRole('region', { name: OFFER.title })).toBeVisible()
    const questions = () => shop.api.asked.filter((one) => one === 'POST /p/pk_test/decision').length
    expect(questions()).toBe(1)
    await page.evaluate('show("mug")')
    await expect.poll(questions).toBe(2)
  })
}

test('a script that cannot be loaded is null, and the page stays as it is', async ({ shop }) => {
  const { page } = await shop.visit({ copies: 0, path: `/items/tea?api=${shop.apiOrigin}/&key=pk_test` })
  shop.stopApi()
  await page.addScriptTag({ type: 'module', content: await bundled('page-esm.ts') })
  await expect(page).toHaveTitle('none')
  await expect(page.getByRole('heading', { name: 'Plain' })).toBeVisible()
})

test('the client asks for suggestions in a browser, without a key and without a preflight', async ({
  shop,
}) => {
  const page = await open(shop, 'page-client.ts', json(PAIRED))
  const route = 'GET /p/{pk}/recommendations'
  await expect(page).toHaveTitle(JSON.stringify([PAIRED.items.map(({ item_id }) => item_id), route]))
  expect(shop.api.asked).toEqual(['GET /p/pk_test/recommendations?placement=product&item_id=tea'])
})

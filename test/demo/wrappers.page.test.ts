import { build } from 'esbuild'
import { expect, nameOfPart, test } from '../page-test.ts'
import { json } from '../widget/a-shop.ts'
import { answer, PAIR } from '../widget/answers.ts'

/** Constants that Vue expects from the bundler; it warns without them. */
const define = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
}

/** Returns a page whose script is bundled as in a shop, with the framework's development checks and warnings. */
async function bundled(contents: string): Promise<string> {
  const stdin = { contents, resolveDir: process.cwd() }
  const { outputFiles } = await build({ stdin, define, bundle: true, write: false, format: 'iife' })
  return `<div id="app"></div><script>${outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`
}

/** Two panels of one item; `show` goes to another item, as a route of a single-page shop does. */
const PAGES = {
  React: (api: string) =>
    `import { createElement as h } from 'react'
     import { createRoot } from 'react-dom/client'
     import { PairwellPanel } from './demo/wrappers/react.js'
     const root = createRoot(document.querySelector('#app'))
     const panel = (key, item) => h(PairwellPanel, { key, api: '${api}', publishableKey: 'pk_test', 'item-id': item })
     window.show = (item) => root.render(h('main', null, panel(1, item), panel(2, item)))
     show('tea')`,
  Vue: (api: string) =>
    `import { createApp, h, ref } from 'vue'
     import { PairwellPanel } from './demo/wrappers/vue.js'
     const item = ref('tea')
     const panel = () => h(PairwellPanel, { api: '${api}', publishableKey: 'pk_test', 'item-id': item.value })
     window.show = (next) => { item.value = next }
     createApp({ setup: () => () => h('main', null, [panel(), panel()]) }).mount('#app')`,
}
const ask = (item: string) =>
  `GET /p/pk_test/recommendations?placement=product&item_id=${item}&panels=complementary`

for (const [name, script] of Object.entries(PAGES)) {
  test(`the wrapper for ${name} loads the tag once, and its panels show and follow the item`, async ({
    shop,
  }) => {
    const body = await bundled(script(shop.apiOrigin))
    const { page } = await shop.visit({ body, copies: 0 }, json(answer(PAIR)))
    await page.getByRole('listitem').nth(3).waitFor()
    expect(shop.api.loaded.map(nameOfPart)).toEqual(['/pairwell.js', '/pairwell-view.js'])
    expect(shop.api.asked).toEqual([ask('tea')])
    await page.evaluate('show("mug")')
    await expect.poll(() => shop.api.asked).toEqual([ask('tea'), ask('mug')])
  })
}

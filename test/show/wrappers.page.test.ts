import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aShop, json, type Shop } from './a-shop.ts'
import { answer, PAIR } from './answers.ts'

let shop: Shop
beforeAll(async () => {
  shop = await aShop()
})
afterAll(() => shop.close())

/** A page that draws the panel twice with a wrapper, as a script. */
async function bundled(contents: string, alias: Record<string, string>): Promise<string> {
  const stdin = { contents, resolveDir: process.cwd() }
  const { outputFiles } = await build({ stdin, alias, bundle: true, write: false, format: 'iife' })
  return `<div id="app"></div><script>${outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`
}

it('the wrapper for React loads the tag once, and its panels show', async () => {
  // Preact speaks React's language; React itself is none of our packages.
  const body = await bundled(
    `import { createElement as h, render } from 'react'
     import { PairwellPanel } from './demo/wrappers/react.js'
     const panel = (key) => h(PairwellPanel, { key, api: '${shop.apiOrigin}', publishableKey: 'pk_test', 'item-id': 'tea' })
     render(h('main', null, panel(1), panel(2)), document.querySelector('#app'))`,
    { react: 'preact/compat' },
  )
  const { page, faults } = await shop.visit({ body, copies: 0 }, json(answer(PAIR)))
  await page.getByRole('listitem').nth(3).waitFor()
  expect(shop.api.loaded).toEqual(['/pairwell.js'])
  expect(shop.api.asked).toHaveLength(1)
  expect(faults).toEqual([])
})

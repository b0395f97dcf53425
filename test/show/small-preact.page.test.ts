import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { IN_PLACE_OF_PREACT } from '../../tools/widget.ts'
import { LAUNCH } from './a-shop.ts'
import { answer, item, PAIR } from './answers.ts'

const ENTRY = `
  import { h, render } from 'preact'
  import { Panel } from './widget/view/Panel.tsx'
  window.draw = ({ states, ...rest }) => {
    render(h(Panel, { ...rest, states: new Map(states), onAdd() { window.pressed = (window.pressed ?? 0) + 1 } }), document.body)
    return document.body.innerHTML
  }`

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(LAUNCH)
})
afterAll(() => browser.close())

/** A blank page that draws panels, with Preact or with what stands in for it. */
async function drawing(alias: Record<string, string>): Promise<Page> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: '.', loader: 'ts' },
    bundle: true,
    write: false,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias,
  })
  const page = await browser.newPage()
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
  return page
}
const draw = (page: Page, props: unknown) =>
  page.evaluate((props) => Reflect.get(window, 'draw')(props), props)

it('draws what Preact draws, through every change that a panel knows', async () => {
  const [preact, small] = [await drawing({}), await drawing(IN_PLACE_OF_PREACT)]
  const three = [...PAIR, item('jar', { age_limit: 18, disclosure: 'Glass <b>breaks</b>.', reason: '' })]
  const vnode = { type: 'img', props: { src: 'x' } }
  const steps: object[] = [
    { recommendation: answer(PAIR) },
    { recommendation: answer(PAIR), states: [['mug', 'adding']], announcement: 'Adding…' },
    {
      recommendation: answer(PAIR),
      states: [
        ['mug', 'failed'],
        ['pot', 'added'],
      ],
      announcement: 'Added',
    },
    { recommendation: answer(three.toReversed(), 'list') },
    { recommendation: answer([item('jar'), item('new')]) },
    { recommendation: { ...answer(PAIR), items: [item('jar'), { ...item('odd'), reason: vnode }] } },
    { recommendation: answer([]) },
    { recommendation: answer(three) },
  ]
  for (const step of steps) {
    const expected = await draw(preact, step)
    expect(await draw(small, step)).toBe(expected)
  }
  for (const page of [preact, small]) await page.locator('button').first().click()
  expect(await small.evaluate(() => Reflect.get(window, 'pressed'))).toBe(1)
})

import { expect, type Page } from '@playwright/test'
import AxeBuilder from 'axe-core'

/** The rules of axe whose outcome depends on colours. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/**
 * Looks for faults of accessibility, those of colours in both schemes, and for overflow at three widths. PICTURES names a folder for
 * pictures of what it sees, in both schemes and at each width.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const faults = await faultsOf(page, colorScheme === 'light' ? undefined : COLOURS)
    expect([name, colorScheme, faults]).toEqual([name, colorScheme, []])
    if (colorScheme === 'dark' && !process.env.PICTURES) continue
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect([name, width, over]).toEqual([name, width, 0])
      if (process.env.PICTURES) {
        const path = `${process.env.PICTURES}/${name}-${colorScheme}-${width}.png`
        await page.screenshot({ path, fullPage: true })
      }
    }
  }
}

/** The rules of axe that the page breaks, all rules or those that are named. */
async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(AxeBuilder.source)
  return await page.evaluate(async (values) => {
    const options = values ? { runOnly: { type: 'rule', values } } : {}
    const { violations } = await Reflect.get(window, 'axe').run(document, options)
    return violations.map(({ id }: { id: string }) => id)
  }, rules)
}

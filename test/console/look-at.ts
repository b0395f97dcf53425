import { expect, type Locator, type Page } from '@playwright/test'
import { COLOURS, faultsOf } from './axe.ts'

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

/**
 * Takes the picture of this name of the handbook, with HANDBOOK_PICTURES=1.
 * @param top what it begins with; without it the page
 */
export async function pictureForHandbook(page: Page, name: string, top?: Locator): Promise<void> {
  if (process.env.HANDBOOK_PICTURES !== '1') return
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1000, height: 640 })
  if (top) await top.evaluate((element) => element.scrollIntoView({ block: 'start' }))
  else await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: `docs/handbook/${name}.png`, animations: 'disabled' })
}

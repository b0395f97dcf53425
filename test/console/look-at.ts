import { expect, type Page } from '@playwright/test'
import AxeBuilder from 'axe-core'

/**
 * Looks for faults of accessibility and for overflow, in both schemes and at three widths. PICTURES names a folder for pictures of what
 * it sees.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(AxeBuilder.source)
    const faults = await page.evaluate(async () =>
      (await Reflect.get(window, 'axe').run()).violations.map(({ id }: { id: string }) => id),
    )
    expect([name, colorScheme, faults]).toEqual([name, colorScheme, []])
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

import type { Page } from '@playwright/test'
import AxeBuilder from 'axe-core'

/** The rules of axe whose outcome depends on colours. */
export const COLOURS = ['color-contrast', 'link-in-text-block'] as const

/**
 * The rules of axe that the page breaks, all rules or those that are named, each with an element. What is inside a frame is a panel of the
 * widget, which test/widget holds against axe.
 */
export async function faultsOf(page: Page, rules?: readonly string[]): Promise<unknown[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(AxeBuilder.source)
  return await page.evaluate(async (values) => {
    const options = values ? { runOnly: { type: 'rule', values } } : {}
    const { violations } = await Reflect.get(window, 'axe').run({ exclude: ['.frame'] }, options)
    return violations.map((one: { id: string; nodes: { html: string }[] }) => [one.id, one.nodes[0]?.html])
  }, rules)
}

import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright-core'

/** Debian's package of Chromium without windows: the same engine, and a page opens in a third of the time. */
export const CHROMIUM_PACKAGE = 'chromium-headless-shell'

/** Where Chromium is: as CHROMIUM says, else without windows, else with them. */
export const chromiumPath = (): string =>
  process.env.CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync) ??
  '/usr/bin/chromium-headless-shell'

/** How tests and tools start it: it leaves the network alone. */
export const launchOptions = (): LaunchOptions => ({
  executablePath: chromiumPath(),
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
})

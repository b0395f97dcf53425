import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

/** Debian's package of Chromium without windows: the same engine, and a page opens in a third of the time. */
export const CHROMIUM_PACKAGE = 'chromium-headless-shell'
const WITHOUT_WINDOWS = `/usr/bin/${CHROMIUM_PACKAGE}`

/** Where Chromium is: as CHROMIUM says, else without windows, else with them. */
export const chromiumPath = (): string =>
  process.env.CHROMIUM ?? (existsSync(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS : '/usr/bin/chromium')

/** Is it there, and is there none that would be faster? */
export const isBestChromium = (): boolean =>
  existsSync(chromiumPath()) && [process.env.CHROMIUM, WITHOUT_WINDOWS].includes(chromiumPath())

/** How tests and tools start it: it leaves the network alone. */
export const launchOptions = (): LaunchOptions => ({
  executablePath: chromiumPath(),
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
})

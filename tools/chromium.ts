import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

/** Debian's package of Chromium without a user interface. It has the same engine and opens a page in a third of the time. */
export const CHROMIUM_PACKAGE = 'chromium-headless-shell'
const WITHOUT_WINDOWS = `/usr/bin/${CHROMIUM_PACKAGE}`

/** Path of Chromium: the environment variable CHROMIUM, else the package above, else Debian's ordinary Chromium. */
export const chromiumPath = (): string =>
  process.env.CHROMIUM ?? (existsSync(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS : '/usr/bin/chromium')

/** Whether Chromium is installed and no faster one is missing. */
export const isBestChromium = (): boolean =>
  existsSync(chromiumPath()) && [process.env.CHROMIUM, WITHOUT_WINDOWS].includes(chromiumPath())

/** Options with which tests and tools launch Chromium. It must not use the network by itself. */
export const launchOptions = (): LaunchOptions => ({
  executablePath: chromiumPath(),
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
})

import { defineConfig } from '@playwright/test'
import { launchOptions } from './tools/chromium.ts'

/**
 * The browser of the tests calls itself headless, and what headless browsers report does not count. An option of a page would not do:
 * what a page sends while it is left has the browser's own name.
 */
const SHOPPER =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const { args = [], ...options } = launchOptions()

/** The page tests: the widget and the demo shop in Debian's Chromium. Playwright must not download a browser of its own. */
export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.page.test.ts',
  globalSetup: './test/build-widget.ts',
  outputDir: 'dist/page-tests',
  fullyParallel: true,
  // Pages wait more than they compute: four workers keep two cores busy.
  workers: 4,
  // Limits that only end what hangs: a machine under load takes minutes where a quiet one takes seconds.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'dot',
  use: {
    launchOptions: { ...options, args: [...args, `--user-agent=${SHOPPER}`] },
    // Recording every step takes a sixth of the time; `--trace on` records a run that is looked into.
    trace: 'off',
  },
})

import { defineConfig } from '@playwright/test'
import { launchOptions } from './tools/chromium.ts'

/** The page tests: the widget and the demo shop in Debian's Chromium. Playwright must not download a browser of its own. */
export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.page.test.ts',
  globalSetup: './test/build-widget.ts',
  outputDir: 'dist/page-tests',
  fullyParallel: true,
  // Pages wait more than they compute: four workers keep two cores busy.
  workers: 4,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'dot',
  use: { launchOptions: launchOptions(), trace: 'retain-on-failure' },
})

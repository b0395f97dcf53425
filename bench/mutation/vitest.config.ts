import { defineConfig } from 'vitest/config'

/**
 * The tests that say what ranking and deciding must do. Those of tuning, alternatives and the whole Worker run this code, too, but do not say
 * what it must do; and Stryker cannot run tests in workerd.
 */
export default defineConfig({
  test: {
    include: ['test/engine/{rank,decide,rules}/*.unit.test.ts', 'test/decisions/*.unit.test.ts'],
    testTimeout: 60_000,
  },
})

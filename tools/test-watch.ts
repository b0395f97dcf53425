import { spawnSync } from 'node:child_process'

// Watches tests with vitest: `npm run test:watch` all unit tests, `npm run test:watch -- <file>` one file of any vitest
// project, `npm run test:watch -- --project worker` one project.

const given = process.argv.slice(2)
if (given.some((argument) => argument.includes('.page.test'))) {
  console.error('Page tests run in Playwright, which has a watch mode of its own: npm run test:page -- --ui')
  process.exit(1)
}
const chosen = given.length > 0 ? given : ['--project', 'unit']
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'watch', ...chosen], {
  stdio: 'inherit',
})
process.exit(status ?? 1)

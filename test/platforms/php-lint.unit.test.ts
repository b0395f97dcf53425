import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { phpVersion } from './simulated/a-wordpress.ts'

const PHP = globSync('{platforms,test/platforms}/**/*.{php,phtml}').sort()
const php = phpVersion()
if (!php) console.warn('PHP files were not checked: this machine has no PHP (apt-get install php-cli).')

/** Files of plug-ins have few ideas each, like the others of the project. */
const MAX_LINES = 250

it('there are PHP files to check', () => {
  expect(PHP.length).toBeGreaterThan(15)
})

it.skipIf(!php).each(PHP)('%s is valid PHP', (file) => {
  const { status, stdout, stderr } = spawnSync('php', ['-l', file], { encoding: 'utf8' })
  expect(`${stdout}${stderr}`).toContain('No syntax errors')
  expect(status).toBe(0)
})

it(`no PHP file has more than ${MAX_LINES} lines`, () => {
  const long = PHP.filter((file) => readFileSync(file, 'utf8').trimEnd().split('\n').length > MAX_LINES)
  expect(long).toEqual([])
})

it('nobody can open a file of the WooCommerce plug-in by its address', () => {
  const open = PHP.filter(
    (file) => file.startsWith('platforms/woocommerce/') && !file.endsWith('.asset.php'),
  ).filter(
    (file) => !/^defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;$/m.test(readFileSync(file, 'utf8')),
  )
  expect(open).toEqual([])
})

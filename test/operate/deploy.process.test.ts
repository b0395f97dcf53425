import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'

it('a dry run builds the Worker with all bindings of the deployment, and leaves no file', () => {
  const args = [
    'tools/deploy/deploy.ts',
    '--dry-run',
    '--name',
    'pairwell-staging',
    '--databases',
    '3',
    '--domain',
    'shop.example.com',
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('rror')])
  for (const [binding, name] of [
    ['DB', 'pairwell-staging'],
    ['DB_1', 'pairwell-staging-1'],
    ['DB_2', 'pairwell-staging-2'],
    ['MINING_JOBS', 'pairwell-staging-mining-jobs'],
  ]) {
    expect(stdout).toMatch(new RegExp(`env\\.${binding} \\(${name}\\)`))
  }
  expect(existsSync('wrangler.deploy.toml')).toBe(false)
})

it('a wrong option changes nothing and says what it may be', () => {
  const args = ['tools/deploy/deploy.ts', '--databases', 'many']
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining('--databases many: give a whole number from 1 to 1000.'),
  ])
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printNights } from './cost/nights.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
/** The part to run: `events` takes seconds, `nights` minutes; both by default. */
const { COST_PART } = process.env

if (COST_PART !== 'nights') {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const args = ['bench/inside/events.ts', state, JSON.stringify(VARS)]
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  rmSync(state, { recursive: true, force: true })
  if (status !== 0) process.exit(1)
  console.log(`## Events\n\n${stdout}`)
}
if (COST_PART !== 'events') {
  console.log('## Nights\n')
  await printNights(VARS)
}

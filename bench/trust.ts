import type { Attacked } from './trust/attack.ts'
import { attackEvents } from './trust/events.ts'

/** Every attack of docs/SECURITY.md in its full form; a small form of each is a test. */
const ATTACKS: Readonly<Record<string, () => Promise<Attacked[]>>> = {
  'What pages send': attackEvents,
}

let failed = 0
for (const [name, run] of Object.entries(ATTACKS)) {
  const rows = await run()
  failed += rows.filter(({ ok }) => !ok).length
  const cells = rows.map(
    ({ attack, measured, allowed, ok }) => `| ${attack} | ${measured} | ${allowed} | ${ok ? '' : '**no**'} |`,
  )
  console.log(`## ${name}\n\n| attack | measured | allowed | |\n|---|---|---|---|\n${cells.join('\n')}\n`)
}
console.log(failed === 0 ? 'All within their limits.' : `${failed} figures are beyond their limits.`)
process.exitCode = failed === 0 ? 0 : 1

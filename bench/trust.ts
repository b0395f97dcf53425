import { bodies } from './trust/bodies.ts'
import { attackEvents } from './trust/events.ts'
import { files } from './trust/files.ts'
import { attackByOverload } from './trust/overload.ts'
import { attackStart } from './trust/start.ts'
import { texts } from './trust/texts.ts'
import type { TrustRow } from './trust/watched.ts'

/** Every attack of docs/SECURITY.md in its full form; a small form of each is a test. */
const ATTACKS: Readonly<Record<string, () => Promise<TrustRow[]>>> = {
  'What pages send': attackEvents,
  'Bodies and answers': bodies,
  Files: files,
  Titles: texts,
  'The server of npm start': attackStart,
  Overload: attackByOverload,
}

const asked = process.env.TRUST_PART
let failed = 0
for (const [name, run] of Object.entries(ATTACKS)) {
  if (asked !== undefined && asked !== name) continue
  const rows = await run()
  failed += rows.filter(({ ok }) => !ok).length
  const cells = rows.map(
    ({ attack, measured, allowed, ok }) => `| ${attack} | ${measured} | ${allowed} | ${ok ? '' : '**no**'} |`,
  )
  console.log(`## ${name}\n\n| attack | measured | allowed | |\n|---|---|---|---|\n${cells.join('\n')}\n`)
}
console.log(failed === 0 ? 'All within their limits.' : `${failed} figures are beyond their limits.`)
process.exitCode = failed === 0 ? 0 : 1

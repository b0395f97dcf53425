import { scheduler } from 'node:timers/promises'
import { openRuntime } from '../../tools/raw-worker.ts'
import { dollarsAMillion, rowsOfAMinute } from './a-minute.ts'

/** Beacons of the minute: a thousand events. */
const BEACONS = 200

/** Prints as Markdown what events cost. Arguments: database folder, secrets. */
const [state = '', secrets = '{}'] = process.argv.slice(2)
const vars: Record<string, string> = JSON.parse(secrets)
// Long work pauses with the platform's `scheduler`, which Node has in a module.
Object.assign(globalThis, { scheduler })
const runtime = await openRuntime(state, vars)
const url = (await runtime.ready).origin
const DB = await runtime.getD1Database('DB')

const lines: string[] = []
for (const consent of [false, true]) {
  const opened = await fetch(`${url}/v1/shops`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Bench', currency: 'EUR' }),
    headers: { Authorization: `Bearer ${vars.ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
  })
  const { shop_id }: { shop_id: string } = await opened.json()
  // Only the database is used; the rest of the environment is for requests.
  const rows = await rowsOfAMinute(
    { DB, MASTER_KEY: 'a-key-of-the-bench-of-32-characters' } as never,
    shop_id,
    BEACONS,
    consent,
  )
  const [plain, queued] = [false, true].map((way) => dollarsAMillion(rows, BEACONS, way).toFixed(2))
  lines.push(`| ${consent ? 'with' : 'without'} | ${rows.written} | ${rows.read} | ${plain} | ${queued} |`)
}
console.log(`A thousand events a minute in ${BEACONS} beacons, about 50 items; processor time is not counted.

| consent | rows written a thousand events | rows read | dollars a million events | all of them through the queue |
|---|---|---|---|---|
${lines.join('\n')}`)
await runtime.dispose()

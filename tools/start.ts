import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startShop } from '../demo/shop/server.ts'
import { build } from './build.ts'
import { type DemoKeys, openDemoShop, sendCatalogue, tellOrder } from './demo-shop.ts'
import { migrate, startWorker } from './worker.ts'

const port = Number(process.env.PORT ?? '8787')
const demoPort = Number(process.env.DEMO_PORT ?? String(port + 1))
const state = process.env.STATE_DIR ?? '.state'

/** Secrets and demo keys of this state folder; made once, so that a restart finds its people and its shop again. */
type Kept = { admin_token: string; master_key: string; demo?: DemoKeys }

function readKept(): Kept {
  const file = join(state, 'local.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  return { admin_token: randomBytes(20).toString('hex'), master_key: randomBytes(32).toString('hex') }
}

const writeKept = (kept: Kept) =>
  writeFileSync(join(state, 'local.json'), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })

const step = (text: string) => console.log(`· ${text}`)

mkdirSync(state, { recursive: true })
const kept = readKept()
kept.admin_token = process.env.ADMIN_TOKEN ?? kept.admin_token
step('building the widget')
const { bytes } = await build()
step(`pairwell.js: ${bytes.gzip} bytes gzip`)
step(`bringing the database in ${state} up to date`)
await migrate(state)
step('starting the Worker')
const worker = await startWorker({
  port,
  state,
  vars: {
    ADMIN_TOKEN: kept.admin_token,
    MASTER_KEY: kept.master_key,
    ...(process.env.FEED_HOSTS && { FEED_HOSTS: process.env.FEED_HOSTS }),
  },
})
writeKept(kept)
const stops = [() => worker.stop()]
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end())
// The embedded runtime fires no cron by itself.
const cron = setInterval(
  () => void fetch(`${worker.url}/cdn-cgi/handler/scheduled`).catch(() => undefined),
  60_000,
)
const base = `http://127.0.0.1:${demoPort}`
const demo = kept.demo ?? (await openDemoShop(worker.url, base, kept.admin_token, step))
// A catalogue that nobody confirms for a week shows no prices, and the port may be another one today.
if (kept.demo) await sendCatalogue(worker.url, base, kept.demo.secret_key, step)
writeKept({ ...kept, demo })
const shop = await startShop({
  ...{ port: demoPort, api: worker.url, publishableKey: demo.publishable_key },
  tell: tellOrder(worker.url, demo.secret_key),
})
stops.unshift(() => shop.close())

console.log(`
  Demo shop        ${shop.url}
  API              ${worker.url}
  API docs         ${worker.url}/docs
  Script tag       <script async src="${worker.url}/pairwell.js" data-key="${demo.publishable_key}"></script>

  Publishable key  ${demo.publishable_key}
  Secret key       ${demo.secret_key}
  Operator token   ${kept.admin_token}

  Ctrl-C ends it; the database stays in ${state}.
`)

async function end(): Promise<void> {
  clearInterval(cron)
  for (const stop of stops) await stop()
  process.exit(0)
}

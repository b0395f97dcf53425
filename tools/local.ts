import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { customersOf } from '../demo/shop/files.ts'
import { addOffers } from './demo-offers.ts'
import { type DemoKeys, openDemoShop, openOwnShop, sendCatalogue, signInLink } from './demo-shop.ts'
import { addWholesale } from './demo-wholesale.ts'
import { claimState } from './server/lock.ts'
import { migrate } from './server/migrations.ts'
import type { LocalOptions, LocalWorker } from './worker.ts'

// What `npm start` and `npm run dev` have in common: a Worker with its database, and the demo shop's data in it.

/** Where they listen and keep their data, as the environment says. */
export const PORT = Number(process.env.PORT ?? '8787')
export const DEMO_PORT = Number(process.env.DEMO_PORT ?? String(PORT + 1))
export const STATE = process.env.STATE_DIR ?? '.state'

/** A running Worker that knows the demo shop and an empty one, with a fresh sign-in link for each. */
export type Local = {
  worker: LocalWorker
  adminToken: string
  demo: DemoKeys
  links: { own: string; demo: string }
}

/** Secrets and demo keys of the state folder. They are made once, so that a restart keeps the same customers and shop. */
type Kept = { admin_token: string; master_key: string; demo?: DemoKeys; own_shop_id?: string }

function readKept(): Kept {
  const file = join(STATE, 'local.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  return { admin_token: randomBytes(20).toString('hex'), master_key: randomBytes(32).toString('hex') }
}

const writeKept = (kept: Kept) =>
  writeFileSync(join(STATE, 'local.json'), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })

/** Prints what is being done. */
export const step = (text: string) => console.log(`· ${text}`)

/** Brings the database up to date, starts the Worker, and fills the demo shop where it is not there yet. */
export async function openLocal(
  start: (options: Omit<LocalOptions, 'assets'>) => Promise<LocalWorker>,
  stops: Stop[],
): Promise<Local> {
  const kept = readKept()
  kept.admin_token = process.env.ADMIN_TOKEN ?? kept.admin_token
  step(`bringing the database in ${STATE} up to date`)
  await migrate(STATE)
  step('starting the Worker')
  const { PUBLIC_ORIGIN = `http://127.0.0.1:${PORT}`, FEED_HOSTS, WEBHOOK_HOSTS } = process.env
  const startFor = (demo: DemoKeys | undefined) =>
    start({
      port: PORT,
      state: STATE,
      vars: {
        ADMIN_TOKEN: kept.admin_token,
        MASTER_KEY: kept.master_key,
        PUBLIC_ORIGIN,
        ...(demo && { DEMO_SHOP: demo.shop_id }),
        ...(FEED_HOSTS && { FEED_HOSTS }),
        ...(WEBHOOK_HOSTS && { WEBHOOK_HOSTS }),
      },
    })
  let worker = await startFor(kept.demo)
  writeKept(kept)
  stops.unshift(() => worker.stop())
  const ring = () => void worker.tick().catch((problem) => console.error('the cron failed:', problem))
  const cron = setInterval(ring, 60_000)
  stops.unshift(async () => clearInterval(cron))
  const base = `http://127.0.0.1:${DEMO_PORT}`
  const newest = Date.now()
  const demo = kept.demo ?? (await openDemoShop(worker.url, base, kept.admin_token, step, newest))
  // A catalogue that was not confirmed for a week shows no prices, and the port may have changed.
  if (kept.demo) await sendCatalogue(worker.url, base, kept.demo.secret_key, step)
  const own_shop_id = kept.own_shop_id ?? (await openOwnShop(worker.url, kept.admin_token))
  writeKept({ ...kept, demo, own_shop_id })
  if (!kept.demo) {
    await addWholesale(worker.url, demo.secret_key, step)
    await addOffers(worker.url, demo.secret_key, customersOf(newest), step)
    step('starting the Worker again, now with the demo shop to look at in the console')
    await worker.stop()
    worker = await startFor(demo)
  }
  const link = (shop_id: string) => signInLink(worker.url, kept.admin_token, shop_id)
  const links = { own: await link(own_shop_id), demo: await link(demo.shop_id) }
  return { worker, adminToken: kept.admin_token, demo, links }
}

/** Claims the state folder; before anything is written there. */
export function claim(stops: Stop[]): void {
  const release = claimState(STATE)
  stops.push(async () => release())
}

/** Ends something, and waits until it has ended. */
export type Stop = () => Promise<void>

/** On Ctrl-C, or when the process is told to end: runs the stops in their order, then ends the process. */
export function endWith(stops: readonly Stop[]): () => Promise<void> {
  let ending: Promise<void> | undefined
  const end = (code: number): Promise<void> => {
    ending ??= (async () => {
      for (const stop of stops) await stop()
      process.exit(code)
    })()
    return ending
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))
  return () => end(1)
}

/** Prints where everything is. */
export function printAddresses({ worker, adminToken, demo, links }: Local, shop: string, more = ''): void {
  console.log(`
  Your shop        ${links.own}
  Demo console     ${links.demo}
                   Each link signs in once, within 15 minutes; a restart prints new ones.

  Demo shop        ${shop}
  API              ${worker.url}
  API docs         ${worker.url}/docs
  Script tag       <script async src="${worker.url}/pairwell.js" data-key="${demo.publishable_key}"></script>

  Publishable key  ${demo.publishable_key}
  Secret key       ${demo.secret_key}
  Operator token   ${adminToken}
${more}
  Ctrl-C ends it; the database stays in ${STATE}.
`)
}

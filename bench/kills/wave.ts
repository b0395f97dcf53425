import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, upload } from '../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { DAY } from '../../vocabulary/time.ts'
import { LEASE_MS } from '../../worker/jobs/lease/lease-time.ts'
import { moment, VARS } from './moment.ts'

/** What a wave left, whose Worker was killed again and again. */
export type WaveRun = {
  kills: number
  /** Kills after which some of the planned contacts had their decision and others had not. */
  halfway: number
  planned: number
  contacts: number
  /** Customers with more than one decision. */
  twice: number
  /** Of the planned contacts, those without a decision. */
  lost: number
  /** Decisions for customers of the control. */
  control: number
}

const ITEMS = [
  'id,title,link,image_link,price,cost_of_goods_sold',
  'tea,Tea,/tea,/tea.png,9.90,3.00',
  'pot,Pot,/pot,/pot.png,30.00,10.00',
]
/** Consents in one call. */
const MANY = 200
/** Milliseconds between two looks. */
const PAUSE = 200

type Client = {
  get<T>(path: string): Promise<T>
  send<T>(method: string, path: string, body: object): Promise<T>
  tick(): Promise<void>
}

const clientOf = (worker: RawWorker, key: string): Client => ({
  get: (path) => call(worker.url, path, key),
  send: (method, path, body) => call(worker.url, path, key, { method, body: JSON.stringify(body) }),
  tick: async () => void (await fetch(`${worker.url}/cdn-cgi/handler/scheduled`)),
})

/** A shop whose customers have bought tea and allow e-mail at any hour, with an offer of a pot. */
async function aShop(worker: RawWorker, customers: number): Promise<{ key: string; offer_id: string }> {
  const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'EUR' }) }
  const { secret_key: key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
  const day = new Date(Date.now() - 30 * DAY).toISOString().slice(0, 10)
  const orders = Array.from({ length: customers }, (_, at) => `o${at},${day},tea,1,9.90,c${at}`)
  await upload(worker.url, key, 'items', ITEMS.join('\n'))
  await upload(
    worker.url,
    key,
    'orders',
    ['order_id,order_date,item_id,quantity,price,customer_id', ...orders].join('\n'),
  )
  const { send } = clientOf(worker, key)
  const quiet_hours = { from: '00:00', to: '00:00' }
  await send('PATCH', '/v1/settings', { contact_policy: { quiet_hours } })
  for (let from = 0; from < customers; from += MANY) {
    const some = Array.from({ length: Math.min(MANY, customers - from) }, (_, at) => from + at)
    const consents = { email: { given: true, at: 1 } }
    await send('PUT', '/v1/customers', { customers: some.map((at) => ({ customer_id: `c${at}`, consents })) })
  }
  const { offer_id } = await send<{ offer_id: string }>('POST', '/v1/offers', {
    ...{ name: 'A pot', kind: 'cross_sell', status: 'approved' },
    ...{ proposal: { type: 'item', item_ids: ['pot'] }, texts: [{ title: 'For you: {item}' }] },
  })
  return { key, offer_id }
}

type Campaign = {
  campaign_id: string
  status: string
  plan: { contacts: number } | null
  counts: Record<string, number>
}
type Page<T> = { items: T[]; next: string | null }

async function allOf<T>({ get }: Client, path: string): Promise<T[]> {
  const found: T[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: Page<T> = await get(`${path}limit=200${after && `&after=${encodeURIComponent(after)}`}`)
    found.push(...page.items)
    after = page.next
  }
  return found
}

const decisionsOf = (client: Client) => allOf<{ customer: string }>(client, '/v1/decisions?')

/** Has the cron and the queue go on until it is so. */
async function until(client: Client, isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await client.tick()
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

/** Sends a campaign to so many customers, and kills its Worker at times that depend on the seed. */
export async function killWave(customers: number, kills: number, seed: number): Promise<WaveRun> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-kills-'))
  let worker = await startRawWorker(state, VARS)
  try {
    const { key, offer_id } = await aShop(worker, customers)
    const client = () => clientOf(worker, key)
    const { campaign_id } = await client().send<Campaign>('POST', '/v1/campaigns', {
      ...{ name: 'Spring', audience: { type: 'everybody' }, offer_ids: [offer_id], channels: ['email'] },
      ...{ ends_at: Date.now() + 30 * DAY, control_share: 0.2 },
    })
    const path = `/v1/campaigns/${campaign_id}`
    const read = () => client().get<Campaign>(path)
    await client().send('POST', `${path}/actions`, { action: 'check' })
    await until(client(), async () => (await read()).status === 'checked')
    await client().send('POST', `${path}/actions`, { action: 'approve' })
    let halfway = 0
    for (let kill = 0; kill < kills; kill += 1) {
      await client().tick()
      await new Promise((resolve) => setTimeout(resolve, moment(seed + kill, LEASE_MS)))
      await worker.kill()
      worker = await startRawWorker(state, VARS)
      const { plan } = await read()
      const made = (await decisionsOf(client())).length
      if (made > 0 && made < (plan?.contacts ?? 0)) halfway += 1
    }
    const planned = (await read()).plan?.contacts ?? 0
    type Member = { customer: string; role: string; state: string; decision_id: string | null }
    const members = () => allOf<Member>(client(), `${path}/members?`)
    await until(
      client(),
      async () =>
        (await members()).filter(({ state, role }) => role === 'contact' && state === 'waiting').length === 0,
    )
    const all = await members()
    const decisions = await decisionsOf(client())
    const ofControl = new Set(all.filter(({ role }) => role === 'control').map(({ customer }) => customer))
    const decided = new Set(decisions.map(({ customer }) => customer))
    const contacted = all.filter(({ role }) => role === 'contact')
    return {
      ...{ kills, halfway, planned, contacts: contacted.length },
      twice: decisions.length - decided.size,
      lost: contacted.filter(({ customer }) => !decided.has(customer)).length,
      control: decisions.filter(({ customer }) => ofControl.has(customer)).length,
    }
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { dice } from '../demo/shop/orders/random.ts'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { startRawWorker } from '../tools/raw-worker.ts'
import { DAY } from '../vocabulary/time.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const CUSTOMERS = Number(process.env.ERASE_CUSTOMERS ?? 100_000)
const ITEMS = 200
/** Who is erased: one of the customers, with more orders than most. */
const ANN = { customer_id: 'customer-ann', customer_email: 'ann.unlike.anybody@example.com' }
const ORDERS_OF_ANN = 6
/** Where keys of the erased stay, as hashes with a secret: without them the same file would bring the person back. */
const KEPT = ['erasures']

const items = [
  'id,title,link,image_link,price',
  ...Array.from(
    { length: ITEMS },
    (_, at) => `i${at},Item number ${at},/i/${at},/i/${at}.png,${5 + (at % 40)}.00`,
  ),
].join('\n')

/** The file of orders; `named` says whether the orders of the one who is erased name her. */
function ordersFile(named: boolean): string {
  const roll = dice(7)
  const newest = Math.floor(Date.now() / DAY) * DAY
  const lines = ['order_id,order_date,item_id,quantity,price,customer_id,customer_email']
  const order = (id: string, customer: string) => {
    const day = new Date(newest - DAY * roll.below(700)).toISOString().slice(0, 10)
    const first = roll.below(ITEMS)
    for (const item of new Set([first, (first + 1 + roll.below(3)) % ITEMS, roll.below(ITEMS)])) {
      lines.push(`${id},${day},i${item},1,${5 + (item % 40)}.00,${customer}`)
    }
  }
  for (let at = 1; at < CUSTOMERS; at += 1) {
    for (let one = 0; one <= roll.below(3); one += 1) order(`o${at}-${one}`, `c${at},c${at}@example.com`)
  }
  const ann = named ? `${ANN.customer_id},${ANN.customer_email}` : ','
  for (let one = 0; one < ORDERS_OF_ANN; one += 1) order(`ann-${one}`, ann)
  return lines.join('\n')
}

type Keys = { shop_id: string; secret_key: string }

const state = mkdtempSync(join(tmpdir(), 'pairwell-erase-'))
const worker = await startRawWorker(state, VARS)
const send = (key: string, method: string, path: string, body?: object) =>
  call(worker.url, path, key, { method, ...(body && { body: JSON.stringify(body) }) })
const settled = async (key: string) => {
  while ((await send(key, 'GET', '/v1/status')).jobs.waiting > 0)
    await new Promise((resolve) => setTimeout(resolve, 100))
}

async function aShop(orders: string): Promise<Keys> {
  const keys: Keys = await send(VARS.ADMIN_TOKEN, 'POST', '/v1/shops', { name: 'Bench', currency: 'EUR' })
  await upload(worker.url, keys.secret_key, 'items', items)
  await upload(worker.url, keys.secret_key, 'orders', orders)
  return keys
}

/** The hash of a new model. */
async function minedHash(key: string): Promise<string> {
  await settled(key)
  await send(key, 'POST', '/v1/models')
  return (await liveModel(worker.url, key)).hash
}

/** Gives her what a customer has besides orders: details, consents, an offer, its delivery and an answer. */
async function live(key: string): Promise<string> {
  const { customer } = await send(key, 'POST', '/v1/customers/lookup', ANN)
  const consents = { email: { given: true, at: 1 } }
  await send(key, 'PUT', '/v1/customers', {
    customers: [{ customer, consents, attributes: { garden: 'ann has roses' } }],
  })
  await send(key, 'PATCH', '/v1/settings', {
    contact_policy: { quiet_hours: { from: '00:00', to: '00:00' } },
  })
  await send(key, 'POST', '/v1/offers', {
    ...{ name: 'Item 3', kind: 'cross_sell', status: 'live', proposal: { type: 'item', item_ids: ['i3'] } },
    texts: [{ title: 'For you: {item}' }],
  })
  const { decision } = await send(key, 'POST', '/v1/decisions', { customer, channel: 'email' })
  await send(key, 'POST', `/v1/decisions/${decision.decision_id}/deliver`, { channel: 'email' })
  const note = 'ann says it is too dear'
  await send(key, 'POST', '/v1/responses', {
    decision_id: decision.decision_id,
    response: 'rejected',
    reason: 'price_sensitivity',
    note,
    channel: 'email',
  })
  return customer
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => join(folder, name))

/** All keys of the person with this one: hashes of her id and of her address. */
function keysOf(shop_id: string, customer: string): string[] {
  const found = new Set([customer])
  for (const file of files(state)) {
    const db = new DatabaseSync(file, { readOnly: true })
    if (db.prepare("select 1 from sqlite_master where name = 'person_keys'").get()) {
      const own = db.prepare(
        `select key from person_keys where shop_id = ?1 and person in
          (select person from person_keys where shop_id = ?1 and (key = ?2 or person = ?2))`,
      )
      for (const { key } of own.all(shop_id, customer)) found.add(String(key))
    }
    db.close()
  }
  return [...found]
}

/** Rows of a shop that contain one of the texts, by table. */
function rowsWith(shop_id: string, texts: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const file of files(state)) {
    const db = new DatabaseSync(file, { readOnly: true })
    const tables = db
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map(({ name }) => String(name))
    for (const table of tables) {
      const columns = db
        .prepare(`select name from pragma_table_info('${table}')`)
        .all()
        .map(({ name }) => String(name))
      if (!columns.includes('shop_id')) continue
      const text = columns.map((name) => `coalesce(cast("${name}" as text), '')`).join(` || ' ' || `)
      const like = texts.map(() => `instr(${text}, ?) > 0`).join(' or ')
      const { n } = db
        .prepare(`select count(*) as n from "${table}" where shop_id = ? and (${like})`)
        .get(shop_id, ...texts) as { n: number }
      if (n > 0) found.set(table, n)
    }
    db.close()
  }
  return found
}

try {
  const [plain, orders] = [ordersFile(false), ordersFile(true)]
  const without = await aShop(plain)
  const never = await minedHash(without.secret_key)
  const { secret_key: key, shop_id } = await aShop(orders)
  const before = await minedHash(key)
  const customer = await live(key)
  await settled(key)
  const texts = [
    ...[ANN.customer_id, ANN.customer_email, 'ann has roses', 'ann says'],
    ...keysOf(shop_id, customer),
  ]
  const had = rowsWith(shop_id, texts)
  await send(key, 'POST', '/v1/privacy-requests', { kind: 'redact', ...ANN })
  await settled(key)
  const left = rowsWith(shop_id, texts)
  const after = await minedHash(key)
  await upload(worker.url, key, 'orders', orders)
  const again = await minedHash(key)
  const back = rowsWith(shop_id, texts)
  const tables = (found: Map<string, number>) =>
    found.size === 0 ? 'none' : Array.from(found, ([table, rows]) => `${table} ${rows}`).join(', ')
  const others = [...left.keys(), ...back.keys()].filter((table) => !KEPT.includes(table))
  console.log(`A shop of ${CUSTOMERS.toLocaleString('en')} customers; one of them, with ${ORDERS_OF_ANN} orders, consents, an attribute, an offer that was sent and a refusal with a note, is erased. Beside it a shop
with the same orders in which she was never named. Every table is searched for her id, her address, the keys made of them, and what was said about her. The orders stay, without a buyer.

| | |
|---|---|
| rows that contain something of her before | ${tables(had)} |
| after she is erased | ${tables(left)} |
| after the same file was sent again | ${tables(back)} |
| model before, and of the shop that never knew her | ${before.slice(0, 16)}…, ${never.slice(0, 16)}… |
| model after she is erased | ${after.slice(0, 16)}…, ${after === never ? 'the same as if she had never been named' : 'ANOTHER'} |
| after the same file again | ${again.slice(0, 16)}…, ${again === never ? 'the same' : 'ANOTHER'} |`)
  process.exitCode = others.length === 0 && after === never && again === never ? 0 : 1
} finally {
  await worker.kill()
  rmSync(state, { recursive: true, force: true })
}

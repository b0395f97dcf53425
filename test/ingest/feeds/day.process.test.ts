import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dice } from '../../../demo/shop/orders/random.ts'
import { call, upload } from '../../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../../tools/raw-worker.ts'
import { type Sent, shopifyRequest } from '../hooks/bodies.ts'
import { Day } from './a-day.ts'

const VARS = {
  ADMIN_TOKEN: 'test',
  MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters',
  FEED_HOSTS: '127.0.0.1',
}
const SECRET = 'the-secret-that-the-platform-signs-with'
/** Numbers of changes before and after the second upload, and of repeated messages. */
const HAPPEN = 220
const TWICE = 0.15
/** Simultaneous deliveries of the platform. */
const AT_ONCE = 6

/** A Worker that can be killed at any moment; requests are repeated while it is down. */
class Machine {
  private readonly state = mkdtempSync(join(tmpdir(), 'pairwell-day-'))
  private worker: RawWorker | undefined

  get url(): string {
    return this.worker?.url ?? 'http://127.0.0.1:1'
  }

  async start(): Promise<void> {
    this.worker = await startRawWorker(this.state, VARS)
  }

  /** Kills the Worker and starts it again. */
  async cut(): Promise<void> {
    const dead = this.worker
    this.worker = undefined
    await dead?.kill()
    await this.start()
  }

  async end(): Promise<void> {
    await this.worker?.kill()
    rmSync(this.state, { recursive: true, force: true })
  }
}

async function openShop({ url }: Machine): Promise<{ shop_id: string; secret_key: string }> {
  const shop = { method: 'POST', body: JSON.stringify({ name: 'Corner', currency: 'EUR' }) }
  return await call(url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
}

/** Delivers as Shopify does: until the answer is 2xx. */
async function deliver(machine: Machine, shop_id: string, sent: Sent): Promise<void> {
  for (;;) {
    try {
      const { status } = await fetch(`${machine.url}/hooks/${shop_id}/shopify`, shopifyRequest(sent, SECRET))
      if (status < 300) return
    } catch {
      // The Worker is down; a platform tries again later.
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

/** Delivers all messages, several at once; the Worker is killed after half of them. */
async function deliverAll(machine: Machine, shop_id: string, messages: readonly Sent[]): Promise<void> {
  const waiting = [...messages]
  let done = 0
  let cut: Promise<void> | undefined
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await deliver(machine, shop_id, next)
      done += 1
      if (done >= messages.length / 2) cut ??= machine.cut()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  await cut
}

/** Returns items and orders of the shop's export, with customers numbered by their first order. */
async function exported(machine: Machine, key: string) {
  const table = async (name: string): Promise<Record<string, string>[]> => {
    const address = `${machine.url}/v1/export/${name}?form=ndjson`
    const text = await (await fetch(address, { headers: { Authorization: `Bearer ${key}` } })).text()
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  }
  const buyers = new Map<string, number>()
  const orders = (await table('orders')).map(({ customer_id = '', ...line }) => {
    if (!buyers.has(customer_id)) buyers.set(customer_id, buyers.size)
    return { ...line, buyer: buyers.get(customer_id) }
  })
  // Only messages know the platform's own ids, and what a file does not say stays.
  const items = (await table('items'))
    .filter(({ published }) => published === 'yes')
    .map(({ item_platform_id: _, variant_platform_id: __, ...line }) => line)
  return { items, orders }
}

/** Repeats a call of the merchant until its answer fits. */
async function until(
  machine: Machine,
  key: string,
  path: string,
  good: (body: never) => boolean,
): Promise<void> {
  for (;;) {
    try {
      if (good((await call(machine.url, path, key)) as never)) return
    } catch {
      // The Worker is down or starting.
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

it('a day of a feed, 500 messages in any order and twice, two uploads and three crashes gives the result of one clean upload', async () => {
  const machine = new Machine()
  const day = new Day(1)
  let catalogue = day.productsCsv()
  const sender = createServer((_, response) => response.end(catalogue))
  await new Promise<void>((resolve) => sender.listen(0, '127.0.0.1', resolve))
  const address = sender.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await machine.start()
  try {
    const { shop_id, secret_key: key } = await openShop(machine)
    const put = (path: string, body: object) =>
      call(machine.url, path, key, { method: 'PUT', body: JSON.stringify(body) })
    await put('/v1/hooks/shopify', { secret: SECRET })
    await put('/v1/feeds', { url: `http://127.0.0.1:${port}/products.csv`, kind: 'items' })
    await until(
      machine,
      key,
      '/v1/feeds',
      ({ items }: { items: { last_status: string }[] }) => items[0]?.last_status === 'fetched',
    )
    await until(
      machine,
      key,
      '/v1/imports',
      ({ items }: { items: { status: string }[] }) => items[0]?.status === 'done',
    )
    await upload(machine.url, key, 'orders', day.ordersCsv())

    const morning = Date.now()
    const early = Array.from({ length: HAPPEN }, (_, n) => day.happens(morning + n)).flat()
    const { chance } = dice(2)
    const mixed = (messages: readonly Sent[]) =>
      messages
        .flatMap((one) => (chance() < TWICE ? [one, one] : [one]))
        .map((one) => ({ one, place: chance() }))
        .sort((a, b) => a.place - b.place)
        .map(({ one }) => one)
    const [soon, late] = [early.filter((_, n) => n % 5 < 2), early.filter((_, n) => n % 5 >= 2)]
    await deliverAll(machine, shop_id, mixed(soon))

    await until(machine, key, '/v1/status', ({ now }: { now: number }) => now > morning + HAPPEN)
    catalogue = day.productsCsv()
    const { import_id } = await call(machine.url, '/v1/imports?kind=items', key, {
      method: 'POST',
      body: catalogue,
    })
    await machine.cut()
    await until(
      machine,
      key,
      `/v1/imports/${import_id}`,
      ({ status }: { status: string }) => status === 'done',
    )

    const noon = Date.now()
    const later = Array.from({ length: HAPPEN }, (_, n) => day.happens(noon + n)).flat()
    expect(early.length + later.length).toBeGreaterThan(500)
    await deliverAll(machine, shop_id, mixed([...late, ...later]))

    const clean = await openShop(machine)
    await upload(machine.url, clean.secret_key, 'items', day.productsCsv())
    await upload(machine.url, clean.secret_key, 'orders', day.ordersCsv())
    expect(await exported(machine, key)).toEqual(await exported(machine, clean.secret_key))
  } finally {
    sender.close()
    await machine.end()
  }
})

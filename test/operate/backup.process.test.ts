import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { backUp, shopsOf } from '../../tools/backup.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { restore } from '../../tools/restore.ts'

const VARS = { ADMIN_TOKEN: 'test', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
const ITEMS = [
  'id,title,link,image_link,price',
  ...['tea', 'mug', 'pot'].map((id) => `${id},The ${id},/${id},/${id}.png,9.90`),
]
const ORDERS = Array.from({ length: 60 }, (_, at) =>
  (at % 2 ? ['tea', 'mug'] : ['tea', 'mug', 'pot']).map((id) => `o${at},2026-01-0${1 + (at % 9)},${id}`),
)

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any

const call = async (url: string, key: string, init: RequestInit = {}): Promise<Json> =>
  JSON.parse(
    await (
      await fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${key}` } })
    ).text(),
  )

it('files of a deployment open the shop in an empty one, by the two commands of the runbook', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-backup-'))
  const first = await startRawWorker(join(folder, 'first'), VARS)
  const second = await startRawWorker(join(folder, 'second'), VARS)
  try {
    const {
      shop_id,
      publishable_key: pk,
      secret_key: sk,
    } = await call(`${first.url}/v1/shops`, 'test', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Corner shop', currency: 'EUR' }),
    })
    await call(`${first.url}/v1/imports?kind=items`, sk, { method: 'POST', body: ITEMS.join('\n') })
    const orders = ['order_id,order_date,item_id', ...ORDERS.flat()].join('\n')
    await call(`${first.url}/v1/imports?kind=orders`, sk, { method: 'POST', body: orders })
    const question = `/p/${pk}/recommendations?placement=product&item_id=tea`
    const asked = async (url: string): Promise<Json> => (await call(`${url}${question}`, '')).items
    await expect.poll(async () => (await asked(first.url)).length, { timeout: 300_000 }).toBeGreaterThan(1)
    await expect
      .poll(async () => (await call(`${first.url}/v1/status`, sk)).jobs.waiting, { timeout: 300_000 })
      .toBe(0)

    expect(await shopsOf(first.url, 'test')).toEqual([shop_id])
    const { path, rows } = await backUp(first.url, 'test', shop_id, join(folder, 'backups'), new Date(0))
    expect(path).toMatch(new RegExp(`/${shop_id}-1970-01-01T000000Z\\.pairwell$`))
    await expect(restore(first.url, 'test', path)).rejects.toThrow('shop_in_use')

    const lines = readFileSync(path, 'utf8')
    const cut = join(folder, `${shop_id}-cut.pairwell`)
    writeFileSync(cut, lines.split('\n').slice(0, -2).join('\n'))
    await expect(restore(second.url, 'test', cut)).rejects.toThrow('ends before its last page')
    expect((await call(`${second.url}/v1/items`, sk)).code).toBe('unknown_key')

    expect(await restore(second.url, 'test', path)).toEqual({ shop_id, rows })
    expect(await asked(second.url)).toEqual(await asked(first.url))
    expect((await call(`${second.url}/v1/orders?limit=200`, sk)).items).toHaveLength(60)
  } finally {
    await first.kill()
    await second.kill()
    rmSync(folder, { recursive: true, force: true })
  }
})

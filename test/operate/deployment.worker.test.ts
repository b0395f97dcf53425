import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { tick } from '../../worker/jobs/tick.ts'
import { readDeployment } from '../../worker/operate/deployment.ts'
import { aShop, asOperator, ordersFile, plainItems, send, times } from '../a-shop.ts'
import { aBeacon, anEvent, report } from '../outcomes/a-beacon.ts'

const stateNow = async () => (await asOperator('/v1/operator/deployment')).body

it('the operator reads what waits in a deployment, and nobody else does', async () => {
  const before = await stateNow()
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await shop.give('orders', ordersFile(times(9, 'tea mug')))
  await report(shop, aBeacon([anEvent('rec_viewable')]))
  await env.DB.prepare(
    "insert into jobs (shop_id, job_id, kind, lane, subject, lease_until, attempts, created_at, failed_at, problem) values (?1, 'j1', 'mine', 'mining', 'm', 0, 3, 5, 6, 'why')",
  )
    .bind(shop.shop_id)
    .run()
  const after = await stateNow()
  expect(after.master_key).toBe(true)
  expect(after.bindings).toMatchObject({ JOBS: true, BEACONS: false })
  expect(after.databases[0]).toMatchObject({
    binding: 'DB',
    migration: env.TEST_MIGRATIONS.at(-1)?.name,
    shops: { live: before.databases[0].shops.live + 1 },
  })
  expect(after.databases[0].bytes).toBeGreaterThan(100_000)
  expect(after.beacons.waiting).toBe(before.beacons.waiting + 1)
  const failed = ({ lanes }: typeof after) =>
    lanes.find(({ lane }: { lane: string }) => lane === 'mining')?.failed ?? 0
  expect(failed(after)).toBe(failed(before) + 1)
  for (const path of ['/v1/operator/deployment', '/v1/operator/metrics']) {
    expect((await send(path)).status).toBe(401)
    expect((await send(path, { headers: { Authorization: `Bearer ${shop.sk}` } })).status).toBe(401)
  }
})

it('a database that is bound before its migrations is told as one without any', async () => {
  const { databases } = await readDeployment({ ...env, DB_12: env.TEST_DB } as typeof env, Date.now())
  expect(databases.map(({ binding, migration }) => [binding, migration !== null])).toEqual([
    ['DB', true],
    ['DB_12', false],
  ])
})

it('a job that has rested for days waits from the end of its rest', async () => {
  const { shop_id } = await aShop()
  const now = Date.now()
  await env.DB.prepare(
    "insert into jobs (shop_id, job_id, kind, lane, subject, lease_until, attempts, created_at) values (?1, 'j2', 'deliver', 'webhooks', 'w', ?2, 0, ?3)",
  )
    .bind(shop_id, now - 60_000, now - 3 * 86_400_000)
    .run()
  const { lanes } = await readDeployment(env, now)
  expect(lanes.find(({ lane }) => lane === 'webhooks')?.oldest_waiting).toBe(60_000)
})

it('duties that are due for long are told with their age, and are done by the next ticks', async () => {
  const { shop_id } = await aShop()
  const due = Date.now() - 3_600_000
  await env.DB.prepare('update duties set due_at = ?1 where shop_id = ?2').bind(due, shop_id).run()
  const { cron } = await stateNow()
  expect(cron.due).toBeGreaterThan(0)
  expect(cron.oldest_due).toBeGreaterThanOrEqual(3_600_000)
  await tick(env, Date.now())
  expect((await stateNow()).cron.oldest_due ?? 0).toBeLessThan(3_600_000)
})

it('metrics are OpenMetrics: typed, with units, each value on a line, and an end', async () => {
  const { status, headers, body } = await asOperator('/v1/operator/metrics')
  expect([status, headers.get('Content-Type')]).toEqual([
    200,
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  ])
  const lines: string[] = body.split('\n')
  expect(lines.slice(-2)).toEqual(['# EOF', ''])
  const families = lines.flatMap((line) => /^# TYPE (\S+) gauge$/.exec(line)?.[1] ?? [])
  expect(families).toContain('pairwell_database_bytes')
  for (const line of lines.slice(0, -2)) {
    const [, name] = /^(?:# (?:TYPE|UNIT|HELP) )?(pairwell_[a-z_]+)/.exec(line) ?? []
    expect(families, line).toContain(name)
    if (!line.startsWith('#'))
      expect(line).toMatch(/^pairwell_[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? \d+(\.\d+)?$/)
  }
  expect(new Set(families).size).toBe(families.length)
})

import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { startRawWorker } from '../../tools/raw-worker.ts'

const VARS = { ADMIN_TOKEN: 'test', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
/** Overwrites the first page of some tables and of their indexes, as a broken disk might. */
function damage(state: string, tables: readonly string[]): void {
  const [file = ''] = globSync(join(state, 'd1/**/*.sqlite')).filter((path) => !path.includes('metadata'))
  const database = new DatabaseSync(file)
  // What was written lately is in the log; it goes to the file.
  database.exec('pragma wal_checkpoint(truncate)')
  const size = Number(database.prepare('pragma page_size').get()?.page_size)
  const select = 'select rootpage from sqlite_master where tbl_name in (select value from json_each(?))'
  const pages = database.prepare(select).all(JSON.stringify(tables))
  database.close()
  expect(pages.length).toBeGreaterThanOrEqual(tables.length)
  const whole = readFileSync(file)
  for (const { rootpage } of pages) whole.fill(0xa5, (Number(rootpage) - 1) * size, Number(rootpage) * size)
  writeFileSync(file, whole)
}

it('a damaged database is named by /ready, and is no defect of ours', async () => {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-damage-'))
  try {
    const whole = await startRawWorker(state, VARS)
    const created = await fetch(`${whole.url}/v1/shops`, {
      method: 'POST',
      headers: { Authorization: 'Bearer test', 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Corner shop', currency: 'EUR' }),
    })
    const { publishable_key: pk, secret_key: sk } = JSON.parse(await created.text())
    expect((await fetch(`${whole.url}/ready`)).status).toBe(200)
    await whole.kill()

    damage(state, ['shops', 'replies', 'orders'])
    const damaged = await startRawWorker(state, VARS)
    const ask = async (path: string, headers = {}) => {
      const answer = await fetch(`${damaged.url}${path}`, { headers })
      const { code } = JSON.parse(await answer.text())
      return [answer.status, code, answer.headers.get('Retry-After')]
    }
    expect(await ask('/ready')).toEqual([503, 'storage_corrupt', '300'])
    // The runtime tells a request less than a trial finds out: that the database failed, not always how.
    const failed = [503, expect.stringMatching(/^(unavailable|storage_corrupt)$/), expect.any(String)]
    expect(await ask(`/p/${pk}/recommendations?placement=home`)).toEqual(failed)
    expect(await ask('/v1/orders', { Authorization: `Bearer ${sk}` })).toEqual(failed)
    expect((await ask('/health'))[0]).toBe(503)
    await damaged.kill()
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
})

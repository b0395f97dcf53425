import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { walk } from './walk.ts'
import { WALKED } from './walked.ts'

const VARS = { ADMIN_TOKEN: 'test', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }

it('the client passes the whole API in Node', async () => {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-walk-'))
  const worker = await startRawWorker(state, VARS)
  try {
    expect(await walk({ url: worker.url, operator: VARS.ADMIN_TOKEN })).toEqual(WALKED)
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
})

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { call } from '../../tools/demo-shop.ts'
import { RUNTIME_ENV } from '../../tools/runtime.ts'

export const VARS = {
  ADMIN_TOKEN: 'bench',
  MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters',
}

/** Keys of a new shop. */
export type Keys = { shop_id: string; publishable_key: string; secret_key: string }

/** A running Worker whose nightly jobs start on request. */
export type Nights = {
  url: string
  open(name: string): Promise<Keys>
  /** Counts the waiting beacons, then learns. @param spreads whether the views are dated on four days */
  night(shop_id: string, spreads?: boolean): Promise<void>
}

/** Runs the Worker for as long as `use` takes. */
export async function withNights<T>(use: (nights: Nights) => Promise<T>): Promise<T> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-learning-'))
  const child = spawn(process.execPath, ['bench/inside/nights.ts', state, JSON.stringify(VARS)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...RUNTIME_ENV },
  })
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  try {
    const url = String((await said.next()).value)
    return await use({
      url,
      open: (name) => {
        const shop = { method: 'POST', body: JSON.stringify({ name, currency: 'EUR' }) }
        return call(url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
      },
      night: async (shop_id, spreads = false) => {
        child.stdin.write(`${shop_id}${spreads ? ' spread' : ''}\n`)
        await said.next()
      },
    })
  } finally {
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.stdin.end()
    await closed
    rmSync(state, { recursive: true, force: true })
  }
}

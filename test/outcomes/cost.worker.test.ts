/// <reference types="vite/client" />
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { dollarsAMillion, rowsOfAMinute } from '../../bench/inside/a-minute.ts'
import METHOD from '../../docs/METHOD.md?raw'
import { aShop } from '../a-shop.ts'

const BEACONS = 200

it('a thousand events a minute cost what METHOD.md states', async () => {
  const [, ...told] =
    /In beacons of five events, (\d+) rows .* and (\d+)\s+with\s+it: \$([\d.]+) and \$([\d.]+) a million/s.exec(
      METHOD,
    ) ?? []
  const [without = 0, within = 0, ...dollars] = told.map(Number)
  for (const [at, [consent, rows]] of [[false, without] as const, [true, within] as const].entries()) {
    const shop = await aShop()
    const found = await rowsOfAMinute(env, shop.shop_id, BEACONS, consent)
    expect(await shop.table('beacons')).toEqual([])
    // On a slow machine the lease is renewed once or twice, which writes a row each.
    expect(found.written).toBeGreaterThanOrEqual(rows)
    expect(found.written).toBeLessThanOrEqual(rows + 4)
    expect(dollarsAMillion(found, BEACONS)).toBeCloseTo(dollars[at] ?? 0, 1.8)
  }
})

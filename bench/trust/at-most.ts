import type { TrustRow } from './watched.ts'

/** A row of a figure that must not pass a limit. */
export const atMost = (attack: string, what: string, found: number, limit: number): TrustRow => ({
  attack,
  measured: `${Number(found.toPrecision(3)).toLocaleString('en')} ${what}`,
  allowed: `≤ ${limit.toLocaleString('en')}`,
  ok: found <= limit,
})

/** What an attack did, and what it may do. */
export type Attacked = {
  /** What was sent. */
  attack: string
  measured: string
  allowed: string
  ok: boolean
}

/** A row of a figure that must not pass a limit. */
export const atMost = (attack: string, what: string, found: number, limit: number): Attacked => ({
  attack,
  measured: `${Number(found.toPrecision(3)).toLocaleString('en')} ${what}`,
  allowed: `≤ ${limit.toLocaleString('en')}`,
  ok: found <= limit,
})

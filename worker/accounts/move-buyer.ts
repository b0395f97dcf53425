import type { Stint } from '../store/accounts/buyers.ts'

/** What is said of a buyer: the account, and from when until when; times in UTC milliseconds. */
export type Move = {
  account_id: string
  role: string
  since?: number | undefined
  until?: number | undefined
}

/**
 * The stints of a person after a move. Somebody who is new has always bought for the account, as far as the shop knows; somebody who
 * bought for another account leaves it at `since`, so that earlier orders stay with it. What was said of the time from `since` to
 * `until` is replaced.
 * @param before in the order of time
 */
export function moved(
  before: readonly Stint[],
  { account_id, role, since, until }: Move,
  now: number,
): Stint[] {
  const current = before.find(
    (one) => one.account_id === account_id && (one.until === null || one.until > now),
  )
  if (current && since === undefined) {
    const same = { ...current, role: role || current.role, until: until ?? null }
    return before.map((one) => (one === current ? same : one))
  }
  const start = since ?? (before.length > 0 ? now : 0)
  const end = until ?? Number.POSITIVE_INFINITY
  const kept = before.flatMap((one): Stint[] => {
    if (one.since >= start) return one.since >= end ? [one] : []
    return [{ ...one, until: Math.min(one.until ?? start, start) }]
  })
  const added: Stint = { account_id, role, since: start, until: until ?? null }
  return [...kept, added].sort((a, b) => a.since - b.since)
}

import { computed, signal } from '@preact/signals'
import { call, Problem } from '../../../api/call.ts'
import { me } from '../../../session.ts'

// Outcomes that were recorded on this device and are not known to have reached the shop. Each has an id of its own, so the shop stores it
// once however often it is sent.

/** Where they are kept. */
const KEY = 'pairwell.outcomes'

/** Stands for the refusal of an account that was given to somebody else, or deleted. */
export const NOT_YOURS = 'not yours'

/** An outcome, as the API takes it, and the account that it is about. */
export type Recorded = {
  member_id: string
  account_id: string
  name: string
  outcome: { outcome_id: string; family: string; outcome: string; at: number } & Record<string, unknown>
  /** Why the shop did not take it; absent while it waits. */
  refused?: string
}

/** What the storage of the device has; anything else under the name counts as nothing. */
function stored(): Recorded[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(found) ? found : []
  } catch {
    return []
  }
}

const all = signal<Recorded[]>(stored())

function keep(next: Recorded[]): void {
  all.value = next
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // The storage is full or closed: what waits lives as long as the page, and is sent at once where there is a connection.
  }
}

// Another tab has recorded or sent something.
addEventListener('storage', ({ key }) => {
  if (key === KEY) all.value = stored()
})

/** What the member recorded and the shop has not taken yet. */
export const outbox = computed(() => all.value.filter(({ member_id }) => member_id === me.value?.id))

export const discard = ({ outcome }: Recorded): void =>
  keep(all.value.filter((one) => one.outcome.outcome_id !== outcome.outcome_id))

let sending: Promise<void> | undefined

/** Sends what waits, one after the other. Without a connection, or while the shop cannot answer, it goes on waiting. */
export function sendAll(): Promise<void> {
  sending ??= sendEach().finally(() => {
    sending = undefined
  })
  return sending
}

async function sendEach(): Promise<void> {
  const failed = new Set<string>()
  for (;;) {
    const next = all.value.find(
      ({ member_id, refused, outcome }) =>
        member_id === me.value?.id && refused === undefined && !failed.has(outcome.outcome_id),
    )
    if (!next) return
    try {
      await call(`/v1/accounts/${encodeURIComponent(next.account_id)}/outcomes`, {
        method: 'POST',
        json: next.outcome,
      })
      discard(next)
    } catch (thrown) {
      if (!(thrown instanceof Problem) || [0, 401, 429].includes(thrown.status)) return
      // It goes on waiting, and holds up none of those behind it.
      if (thrown.status >= 500) {
        failed.add(next.outcome.outcome_id)
        continue
      }
      const refused = thrown.code === 'unknown_account' ? NOT_YOURS : thrown.message
      keep(
        all.value.map((one) =>
          one.outcome.outcome_id === next.outcome.outcome_id ? { ...one, refused } : one,
        ),
      )
    }
  }
}

/** Notes an outcome on this device, and sends it. */
export async function record(about: Omit<Recorded, 'member_id' | 'refused'>): Promise<void> {
  keep([...all.value, { ...about, member_id: me.value?.id ?? '' }])
  await sendAll()
}

addEventListener('online', () => void sendAll())

import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import { HOUR } from '../../vocabulary/time.ts'
import type { FiringCells } from '../store/triggers/firings.ts'

/** Something that a trigger reacts to. */
export type Cause = {
  customer: string
  /**
   * Names the cause: the same one has the same name whenever it is found. It begins with its kind: `order:<id>`, `due:<item>:<last purchase>`,
   * `lapse:<last order>`, `price_drop:<item>:<day of the view>`, `back_in_stock:<item>:<sold out at>`, `attribute:<key>:<version>`, `anniversary:<years>`,
   * `date:<day>` or `event:<name>:<key>`.
   */
  cause: string
  /** UTC milliseconds. */
  caused_at: number
  /** An order after this time may take the reason away; by default the time of the cause. */
  since?: number
  item_ids?: readonly string[]
}

/** Items of a cause that are kept. */
const MAX_ITEMS = 50

/**
 * The first step of what a trigger does about a cause; undefined for one from before the trigger was on. A cause that is known too late
 * is noted as such, and never fires.
 */
export function firingOf(
  { trigger_id, on_at, written }: Pick<TriggerRow, 'trigger_id' | 'on_at' | 'written'>,
  { customer, cause, caused_at, since = caused_at, item_ids = [] }: Cause,
  now: number,
): FiringCells | undefined {
  if (on_at === null || caused_at < on_at || caused_at > now) return undefined
  const isLate = now - caused_at > written.late_after_hours * HOUR
  const planned_at = caused_at + (written.steps[0]?.wait_hours ?? 0) * HOUR
  return {
    ...{ trigger_id, customer, cause, step: 0 },
    ...{ state: isLate ? 'late' : 'waiting', reason: null, decision_id: null },
    ...{ due_at: isLate ? null : planned_at, planned_at, done_at: isLate ? now : null },
    ...{ item_ids: [...new Set(item_ids)].slice(0, MAX_ITEMS), caused_at, since, created_at: now },
  }
}

/** The rest of a cause's name after its kind, or null for another kind. */
export const nameAfter = (kind: string, cause: string): string | null =>
  cause.startsWith(`${kind}:`) ? cause.slice(kind.length + 1) : null

/** Triggers of one type, with what they react to. */
export const ofType = <Type extends TriggerRow['written']['on']['type']>(
  triggers: readonly TriggerRow[],
  type: Type,
) =>
  triggers.flatMap((trigger) => {
    const { on } = trigger.written
    return on.type === type ? [{ trigger, on: on as Extract<typeof on, { type: Type }> }] : []
  })

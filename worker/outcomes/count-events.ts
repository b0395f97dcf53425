import { createHash } from 'node:crypto'
import type { EventDay, EventName, StoredEvent } from '../../schema/outcomes/events.ts'
import { DAY, HOUR, WEEK } from '../../vocabulary/time.ts'
import type { Cells } from '../store/outcomes/events.ts'
import type { MarkPlace, Marks } from '../store/outcomes/folds.ts'

/** Milliseconds per row of marks: one hour. */
const PERIOD = HOUR
/** Rows over which the marks of one hour are distributed. */
const BUCKETS = 8
/** Characters of a mark: 48 bits. */
const MARK = 8
/** Age of an event by the browser's clock up to which a repetition is recognised; marks are kept for so long. */
const MAX_AGE = WEEK

/**
 * An event's mark and its rows: that of the hour in which it came, and that of the hour which the browser names, because the latter is
 * the same in every repeated delivery. An event is new if it is in neither, so a browser cannot repeat one by naming other hours.
 */
export function markOf(
  { event_id, claimed_at }: StoredEvent,
  received_at: number,
): { mark: string; places: MarkPlace[] } {
  const digest = createHash('sha256').update(event_id).digest()
  const bucket = (digest[6] ?? 0) % BUCKETS
  const received = Math.floor(received_at / PERIOD)
  const claimed = Math.floor(claimed_at / PERIOD)
  const isPlausible = Math.abs(received_at - claimed_at) <= MAX_AGE
  const periods = isPlausible && claimed !== received ? [received, claimed] : [received]
  const places = periods.map((period) => ({ period, bucket }))
  return { mark: digest.subarray(0, 6).toString('base64url'), places }
}

const nameOf = ({ period, bucket }: MarkPlace): string => `${period} ${bucket}`

/** The marks of counted events, for finding the new ones among others. */
export class Seen {
  private readonly known = new Map<string, Set<string>>()
  private readonly fresh = new Map<string, Marks>()

  constructor(marks: readonly Marks[]) {
    for (const { period, bucket, marks: text } of marks) {
      const found = new Set<string>()
      for (let at = 0; at < text.length; at += MARK) found.add(text.slice(at, at + MARK))
      this.known.set(nameOf({ period, bucket }), found)
    }
  }

  /** Whether the event is new; marks it as counted. */
  isNew(event: StoredEvent, received_at: number): boolean {
    const { mark, places } = markOf(event, received_at)
    if (places.some((place) => this.known.get(nameOf(place))?.has(mark))) return false
    for (const place of places) {
      const key = nameOf(place)
      this.known.set(key, (this.known.get(key) ?? new Set()).add(mark))
      this.fresh.set(key, { ...place, marks: `${this.fresh.get(key)?.marks ?? ''}${mark}` })
    }
    return true
  }

  /** The new marks. */
  marks(): Marks[] {
    return [...this.fresh.values()]
  }
}

const COUNTED: Partial<Record<EventName, 'shown' | 'seen' | 'clicked' | 'added' | 'dismissed'>> = {
  view_item_list: 'shown',
  rec_viewable: 'seen',
  select_item: 'clicked',
  add_to_cart: 'added',
  rec_dismissed: 'dismissed',
}

/** Column in which a panel's event is counted; undefined for events without a panel. */
export const countOf = ({ name, placement }: StoredEvent) =>
  placement === undefined ? undefined : COUNTED[name]

/** Source of a panel whose first item names none; '' is that of a panel without items. */
const UNKNOWN_SOURCE = 'untold'

/** Counts by day and by all keys of a count. */
export class DayCounts {
  private readonly rows = new Map<string, Cells<EventDay>>()

  /**
   * @param weight events that this one stands for
   * @param arm the visitor's arm in the experiment; '' each without one
   */
  add(event: StoredEvent, weight: number, experiment_id: string, arm: string): void {
    const column = countOf(event)
    if (!column) return
    const { intent = 'complementary', seed_item_id = '', placement = '', items } = event
    const around = { day: Math.floor(event.at / DAY), placement, intent, seed_item_id, experiment_id, arm }
    const [first] = items
    if (column === 'seen' && !first) {
      // The place of an arm without a panel came into view: one row suffices for all pages.
      if (arm !== '') this.row({ ...around, seed_item_id: '', source: '', item_id: '' }).seen += weight
      return
    }
    // Presses are counted here, too: rows of items are deleted long before those of panels.
    const times = column === 'shown' || column === 'seen' ? 1 : items.length
    if (times > 0) {
      this.row({ ...around, source: first ? first.source || UNKNOWN_SOURCE : '', item_id: '' })[column] +=
        times * weight
    }
    for (const { item_id, source = '' } of items) this.row({ ...around, source, item_id })[column] += weight
  }

  all(): Cells<EventDay>[] {
    return [...this.rows.values()]
  }

  private row(
    key: Omit<Cells<EventDay>, 'shown' | 'seen' | 'clicked' | 'added' | 'dismissed'>,
  ): Cells<EventDay> {
    const name = JSON.stringify(Object.entries(key).sort())
    const row = this.rows.get(name) ?? { ...key, shown: 0, seen: 0, clicked: 0, added: 0, dismissed: 0 }
    this.rows.set(name, row)
    return row
  }
}

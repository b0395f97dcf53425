import type { BeaconRow, StoredEvent } from '../../schema/outcomes/events.ts'
import {
  type Journey,
  MAX_VIEWS,
  MAX_VIEWS_A_DAY,
  VIEW_DAYS,
  type ViewDay,
} from '../../schema/outcomes/journeys.ts'
import { dayOf, HOUR } from '../../vocabulary/time.ts'

/**
 * The views of a visitor after an event: pages of items, dated by our clock. A page that was opened by pressing our own card is no
 * view: otherwise lists would reinforce themselves.
 */
export function viewsAfter(
  { views, touches }: Pick<Journey, 'views' | 'touches'>,
  { received_at, network }: Pick<BeaconRow, 'received_at' | 'network'>,
  event: StoredEvent,
): ViewDay[] {
  const today = dayOf(received_at)
  const kept = views.filter(({ day }) => day > today - VIEW_DAYS)
  const item_id = pageOf(event)
  if (item_id === undefined || touches.some((touch) => leadsTo(touch, item_id, event.at))) return kept
  const own = kept.find(({ day }) => day === today) ?? { day: today, network: network ?? '', item_ids: [] }
  if (own.item_ids.includes(item_id) || own.item_ids.length === MAX_VIEWS_A_DAY) return kept
  const others = kept.filter(({ day }) => day !== today)
  const days = [...others, { ...own, item_ids: [...own.item_ids, item_id] }].sort((a, b) => a.day - b.day)
  while (days.reduce((sum, { item_ids }) => sum + item_ids.length, 0) > MAX_VIEWS) days.shift()
  return days
}

/** The item whose page an event tells of: by the shop's own `view_item`, or by a panel on the page. */
function pageOf({ name, placement, seed_item_id, items }: StoredEvent): string | undefined {
  if (name === 'view_item') return items[0]?.item_id
  const isPanel = placement === 'product' && (name === 'view_item_list' || name === 'rec_viewable')
  return isPanel ? seed_item_id || undefined : undefined
}

/** Time within which a press on a card leads to the item's page. */
const PRESS = HOUR

const leadsTo = ({ kind, item_id, at }: Journey['touches'][number], page: string, opened: number): boolean =>
  kind === 'clicked' && item_id === page && opened >= at && opened - at <= PRESS

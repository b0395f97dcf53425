import type { EventInput } from '../../schema/outcomes/events.ts'
import type { RecommendedItem } from '../../schema/serving/recommendations.ts'
import { type CardItem, isCard, type Shown, without } from '../view/shown.ts'
import { armOf, draw, type Place } from './arms.ts'
import type { Memory } from './memory.ts'

const DAY = 86_400_000
/** An item that was seen this many times within `TIRED_WITHIN` without a click is not shown for `REST`; times in milliseconds. */
const TIRED_AFTER = 3
const TIRED_WITHIN = 7 * DAY
const REST = 10 * DAY
/** Time in which a dismissed item is not shown: 90 days. */
const AWAY = 90 * DAY
/** Time in which the family of a dismissed item is not shown. */
const REST_OF_FAMILY = 30 * DAY

/**
 * The answer for one visitor: that of the visitor's arm, without dismissed and resting items, and with probability `explore` with a spare item
 * in the last position (exploration).
 */
export function personal(
  raw: Shown,
  visitor_id: string,
  { read }: Memory,
  isOut: (item: RecommendedItem) => boolean,
  customer_token?: string,
): { answer: Shown; place?: Place | undefined } {
  const { answer, place } = armOf(raw, visitor_id, customer_token)
  const kept = read()
  const resting = since(kept.resting, Date.now())
  const away = dismissedIn(kept)
  const shown = without(
    answer,
    (item) =>
      isOut(item) || away.has(item.item_id) || resting.has(item.item_id) || resting.has(nameOf(item.family)),
  )
  const { items, spare } = shown
  const { explore } = answer.panel
  const others = spare.filter((item) => isCard(item, answer.panel))
  if (!explore || !others[0] || place?.holdout) return { answer: shown, place }
  const drawn = others[Math.floor((draw(answer.recommendation_id, visitor_id) / explore) * others.length)]
  if (drawn) spare[spare.indexOf(drawn)] = items.splice(-1, 1, drawn)[0] ?? drawn
  return { answer: shown, place: { ...place, explore: drawn ? explore / others.length : 1 - explore } }
}

/** Stores views without a click, and dismissed items with their families. */
export function remember(
  { read, write }: Memory,
  name: EventInput['name'],
  about: readonly CardItem[],
): void {
  if (name === 'view_item_list') return
  const now = Date.now()
  const kept = read()
  // Times at which each item was seen, and the time until which it rests.
  const seen = since(kept.seen, now - TIRED_WITHIN)
  const resting = since(kept.resting, now)
  const away = dismissedIn(kept)
  for (const { item_id, family } of about) {
    const times = [...(seen.get(item_id) ?? []), now]
    seen.delete(item_id)
    if (name === 'rec_viewable') {
      if (times.length < TIRED_AFTER) seen.set(item_id, times)
      else resting.set(item_id, [now + REST])
    }
    if (name !== 'rec_dismissed') continue
    away.set(item_id, now + AWAY)
    if (family !== undefined) resting.set(nameOf(family), [now + REST_OF_FAMILY])
  }
  // Without resting and dismissed items the next page does not load this part.
  write({
    ...kept,
    seen: Object.fromEntries(seen),
    resting: filled(resting),
    dismissed: filled(away),
  })
}

const filled = (map: ReadonlyMap<string, unknown>) => (map.size > 0 ? Object.fromEntries(map) : undefined)

/** Key of a family among item ids; family numbers are stable from model to model. */
const nameOf = (family: number | undefined): string => ` ${family}`

/** Expiry of each dismissed item. Expired items are left out, and deleted with the next write. */
const dismissedIn = (kept: Readonly<Record<string, unknown>>) =>
  new Map(Object.entries<number>(Object(kept.dismissed)).filter(([, until]) => until > Date.now()))

/** Lists of times without those before a moment, and without empty lists. A map, because an id may be `__proto__`. */
const since = (lists: unknown, moment: number): Map<string, number[]> =>
  new Map(
    Object.entries<unknown>(Object(lists))
      .map(([id, times]): [string, number[]] => [
        id,
        [times]
          .flat()
          .map(Number)
          .filter((time) => time > moment),
      ])
      .filter(([, times]) => times[0]),
  )

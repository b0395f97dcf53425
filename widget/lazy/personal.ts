import type { EventInput } from '../../schema/outcomes/events.ts'
import type { Consent, Memory } from '../page/consent.ts'
import type { Kit } from '../view/kit.ts'
import type { CardItem, Shown } from '../view/shown.ts'
import { armOf, draw, type Place } from './arms.ts'

const DAY = 86_400_000
/** An item that was seen this many times within `TIRED_WITHIN` without a click is not shown for `REST`; times in milliseconds. */
const TIRED_AFTER = 3
const TIRED_WITHIN = 7 * DAY
const REST = 10 * DAY
/** Time in which the family of a dismissed item is not shown. */
const REST_OF_FAMILY = 30 * DAY

/**
 * The answer for one visitor: that of the visitor's arm, without resting items, and with probability `explore` with a spare item
 * in the last position (exploration).
 */
export function personal(
  raw: Shown,
  visitor_id: string,
  { read }: Memory,
  { isCard }: Kit,
  gone: Consent['gone'],
  customer_token?: string,
): { answer: Shown; place?: Place | undefined } {
  const { answer, place } = armOf(raw, visitor_id, customer_token)
  const resting = since(read().resting, Date.now())
  const spare = [...answer.items, ...(answer.spare ?? [])].filter(
    // Checks the value, because an id may be the name of a property of every object.
    ({ item_id, family }) => !gone(item_id) && !resting[item_id]?.[0] && !resting[nameOf(family)]?.[0],
  )
  const items = spare.splice(0, answer.items.length)
  const shown = { ...answer, items, spare }
  const { explore } = answer.panel
  const others = spare.filter(isCard)
  if (!explore || !others[0] || place?.holdout) return { answer: shown, place }
  const drawn = others[Math.floor((draw(answer.recommendation_id, visitor_id) / explore) * others.length)]
  if (drawn) spare[spare.indexOf(drawn)] = items.splice(-1, 1, drawn)[0] ?? drawn
  return { answer: shown, place: { ...place, explore: drawn ? explore / others.length : 1 - explore } }
}

/** Stores views without a click, and the families of dismissed items. */
export function remember(
  { read, write }: Memory,
  name: EventInput['name'],
  about: readonly CardItem[],
): void {
  const now = Date.now()
  const kept = read()
  // Times at which each item was seen, and the time until which it rests.
  const seen = since(kept.seen, now - TIRED_WITHIN)
  const resting = since(kept.resting, now)
  for (const { item_id, family } of about) {
    const times = [...(seen[item_id] ?? []), now]
    delete seen[item_id]
    if (name === 'rec_viewable') {
      if (times.length < TIRED_AFTER) seen[item_id] = times
      else resting[item_id] = [now + REST]
    }
    if (name === 'rec_dismissed' && family !== undefined) resting[nameOf(family)] = [now + REST_OF_FAMILY]
  }
  // Without resting items the next page does not load this part.
  write({ ...kept, seen, resting: Object.keys(resting)[0] && resting })
}

/** Key of a family among item ids; family numbers are stable from model to model. */
const nameOf = (family: number | undefined): string => ` ${family}`

/** Lists of times without those before a moment, and without empty lists. */
const since = (lists: unknown, moment: number): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(Object(lists))
      .map(([id, times]) => [id, [times].flat().filter((time) => Number(time) > moment)] as const)
      .filter(([, times]) => times[0]),
  ) as Record<string, number[]>

import type { EventInput } from '../../schema/outcomes/events.ts'
import type { Consent, Memory } from '../page/consent.ts'
import type { Kit } from '../view/kit.ts'
import type { CardItem, Shown } from '../view/shown.ts'
import { armOf, draw, type Place } from './arms.ts'

const DAY = 86_400_000
/** Seen so often within so long without a press, an item rests; in milliseconds, as all here. */
const TIRED_AFTER = 3
const TIRED_WITHIN = 7 * DAY
const REST = 10 * DAY
/** What could stand in the place of an item that was sent away. */
const REST_OF_FAMILY = 30 * DAY

/**
 * The answer for one visitor: of the arm that was drawn, without what rests, and now and then with a spare item in the last
 * place, so that something is learned about those that are not shown.
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
    // By their content: an id may be called like something that every object has.
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

/** Keeps in mind what was seen without a press, and what goes with an item that was sent away. */
export function remember(
  { read, write }: Memory,
  name: EventInput['name'],
  about: readonly CardItem[],
): void {
  const now = Date.now()
  const kept = read()
  // Times when an item was seen, and until when it rests.
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
  // Without any the next page need not wait for this part.
  write({ ...kept, seen, resting: Object.keys(resting)[0] && resting })
}

/** A family among ids: it keeps its number from model to model. */
const nameOf = (family: number | undefined): string => ` ${family}`

/** Of lists of times those after a moment; what has none left is forgotten. */
const since = (lists: unknown, moment: number): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(Object(lists))
      .map(([id, times]) => [id, [times].flat().filter((time) => Number(time) > moment)] as const)
      .filter(([, times]) => times[0]),
  ) as Record<string, number[]>

import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Candidate } from './candidate.ts'

/** A place of the panel that a rule keeps: for one item, or for the best that matches. Places count from 1. */
export type Pin<C extends Candidate = Candidate> = { rule_id: string } & (
  | {
      item_id: string
      /** Undefined for the last place. */
      place: number | undefined
      mode: 'at' | 'at_or_before'
    }
  | { matches(candidate: C): boolean; place: number }
)

/** At most so many items with one value in a panel. Items without a value are not counted. */
export type PlaceCap<C extends Candidate = Candidate> = {
  rule_id: string
  most: number
  valueOf(candidate: C): string | undefined
}

/** What became of a candidate, and the rule that decided it. */
export type Decided = { outcome: Outcome; rule_id?: string }

/** Which candidates a panel can still show; it is told of each that it shows. */
export type Limits<C> = {
  rejects(candidate: C): Decided | undefined
  noteShown(candidate: C): void
}

/** Items of a panel in their places, and those that are left over in their order. */
export type Arranged<C> = { shown: C[]; rest: C[]; decided: Map<C, Decided> }

type Queue<C> = { open: Set<C>; byItem: Map<string, C> }

/**
 * Fills the places of a panel from the best candidate on. Pins keep their places: of several for one place that of the winning rule,
 * the others the next places; a pinned item is exempt from the limits, because the merchant chose it. Where too few candidates are left
 * for a pinned place, its item comes at the end.
 * @param eligible in ranking order, each item once
 * @param pins the one that wins first
 */
export function arrange<C extends Candidate>(
  eligible: readonly C[],
  pins: readonly Pin<C>[],
  limits: Limits<C>,
  limit: number,
): Arranged<C> {
  const queue: Queue<C> = {
    open: new Set(eligible),
    byItem: new Map(eligible.map((candidate) => [candidate.item_id, candidate])),
  }
  const { hard, soft, matching } = keptPlaces(pins, queue, limit)
  const result: Arranged<C> = { shown: [], rest: [], decided: new Map() }
  const show = (candidate: C, rule_id?: string) => {
    queue.open.delete(candidate)
    result.shown.push(candidate)
    result.decided.set(candidate, { outcome: 'shown', ...(rule_id !== undefined && { rule_id }) })
    limits.noteShown(candidate)
  }
  const isSoft = (candidate: C) => soft.some((one) => one.candidate === candidate)
  for (const { candidate } of hard) queue.open.delete(candidate)
  while (result.shown.length < limit) {
    const place = result.shown.length + 1
    const isDue = (one: Kept<C>) => one.place <= place
    const pinned = hard.find(isDue) ?? soft.find((one) => isDue(one) && queue.open.has(one.candidate))
    if (pinned) {
      remove(hard, pinned)
      remove(soft, pinned)
      show(pinned.candidate, pinned.rule_id)
      continue
    }
    const kept = matching.find((one) => one.place === place)
    const match = kept && firstOf(queue, limits, result, isSoft, kept.matches)
    if (match) {
      show(match, kept.rule_id)
      continue
    }
    const next = firstOf(queue, limits, result, isSoft)
    if (next) show(next)
    else {
      const late = hard.shift() ?? soft.shift()
      if (!late) break
      if (!result.decided.has(late.candidate)) show(late.candidate, late.rule_id)
    }
  }
  for (const { candidate } of hard) queue.open.add(candidate)
  result.rest = eligible.filter((candidate) => queue.open.has(candidate) && !result.decided.has(candidate))
  return result
}

/** A pinned item with its place. */
type Kept<C> = { rule_id: string; candidate: C; place: number }

/** The items of pins, each once, at places that differ for pins that hold theirs exactly. */
function keptPlaces<C extends Candidate>(pins: readonly Pin<C>[], { byItem }: Queue<C>, limit: number) {
  const [hard, soft]: [Kept<C>[], Kept<C>[]] = [[], []]
  const matching: { rule_id: string; matches(candidate: C): boolean; place: number }[] = []
  const pinned = new Set<string>()
  const taken = new Set<number>()
  for (const pin of pins) {
    if ('matches' in pin) {
      if (!matching.some(({ place }) => place === pin.place)) matching.push(pin)
      continue
    }
    const candidate = byItem.get(pin.item_id)
    if (!candidate || pinned.has(pin.item_id)) continue
    pinned.add(pin.item_id)
    let place = pin.place ?? limit
    if (pin.mode === 'at') {
      while (taken.has(place)) place += 1
      taken.add(place)
    }
    const list = pin.mode === 'at' ? hard : soft
    list.push({ rule_id: pin.rule_id, candidate, place })
  }
  const byPlace = (a: Kept<C>, b: Kept<C>) => a.place - b.place
  return { hard: hard.sort(byPlace), soft: soft.sort(byPlace), matching }
}

/**
 * The best candidate that is left and that the limits allow; the reason of each that they do not is noted.
 * @param isPinned whether it is shown later in any case, so that a limit does not take it out
 */
function firstOf<C extends Candidate>(
  { open }: Queue<C>,
  limits: Limits<C>,
  { decided }: Arranged<C>,
  isPinned: (candidate: C) => boolean,
  matches: (candidate: C) => boolean = () => true,
): C | undefined {
  for (const candidate of open) {
    if (!matches(candidate)) continue
    const rejected = limits.rejects(candidate)
    if (!rejected) return candidate
    if (isPinned(candidate)) continue
    decided.set(candidate, rejected)
    open.delete(candidate)
  }
  return undefined
}

function remove<T>(list: T[], one: T): void {
  const at = list.indexOf(one)
  if (at >= 0) list.splice(at, 1)
}

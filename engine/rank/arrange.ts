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

/**
 * Fills the places of a panel from the best candidate on. Pins keep their places: of several for one place that of the winning rule,
 * the others the next places; those that may be before their place are shown so early that all of them are. A pinned item is exempt from
 * the limits, because the merchant chose it. Where too few candidates are left for a pinned place, its item comes at the end.
 * @param eligible in ranking order, each item once
 * @param pins the one that wins first
 */
export function arrange<C extends Candidate>(
  eligible: readonly C[],
  pins: readonly Pin<C>[],
  limits: Limits<C>,
  limit: number,
): Arranged<C> {
  const { hard, soft } = keptPlaces(pins, eligible, limit)
  const matching = pins.filter((pin) => 'matches' in pin)
  const later = new Set(hard.map(({ candidate }) => candidate))
  const promised = new Set(soft.map(({ candidate }) => candidate))
  const shown: C[] = []
  const decided = new Map<C, Decided>()
  const show = (candidate: C, rule_id?: string) => {
    shown.push(candidate)
    decided.set(candidate, { outcome: 'shown', ...(rule_id !== undefined && { rule_id }) })
    limits.noteShown(candidate)
  }
  /** The best candidate that is left and that the limits allow; the first reason of each that they do not is noted. */
  const next = (matches: (candidate: C) => boolean): C | undefined =>
    eligible.find((candidate) => {
      if (decided.has(candidate) || later.has(candidate) || !matches(candidate)) return false
      const rejected = limits.rejects(candidate)
      // A pin shows it later in any case, so a limit does not take it out.
      if (rejected && !promised.has(candidate)) decided.set(candidate, rejected)
      return !rejected
    })
  while (shown.length < limit) {
    const place = shown.length + 1
    const isOpen = ({ candidate }: Kept<C>) => !decided.has(candidate)
    const [held, early] = [hard.filter(isOpen), soft.filter(isOpen)]
    const pinned = held.find((one) => one.place <= place) ?? dueAt(place, early, held)
    if (pinned) {
      show(pinned.candidate, pinned.rule_id)
      continue
    }
    const kept = matching.find((one) => one.place === place)
    const match = kept && next(kept.matches)
    if (match) {
      show(match, kept.rule_id)
      continue
    }
    const best = next(() => true)
    if (best) show(best)
    else {
      const late = held[0] ?? early[0]
      if (!late) break
      show(late.candidate, late.rule_id)
    }
  }
  return { shown, rest: eligible.filter((candidate) => !decided.has(candidate)), decided }
}

/** A pinned item with its place. */
type Kept<C> = { rule_id: string; candidate: C; place: number }

/**
 * The pin that may be before its place and has to be shown at this one, because such pins need all free places up to that of one of them.
 * @param early pins that may be before their place, by place
 * @param held  pins that hold places after this one
 */
function dueAt<C>(place: number, early: readonly Kept<C>[], held: readonly Kept<C>[]): Kept<C> | undefined {
  const isTight = ({ place: last }: Kept<C>, at: number) => {
    const free = last - place + 1 - held.filter((one) => one.place <= last).length
    return free <= at + 1
  }
  return early.some(isTight) ? early[0] : undefined
}

/** The items of pins, each once, by place; places differ for pins that hold theirs exactly (`hard`). */
function keptPlaces<C extends Candidate>(pins: readonly Pin<C>[], eligible: readonly C[], limit: number) {
  const byItem = new Map(eligible.map((candidate) => [candidate.item_id, candidate]))
  const [hard, soft]: [Kept<C>[], Kept<C>[]] = [[], []]
  const taken = new Set<number>()
  for (const pin of pins) {
    if ('matches' in pin) continue
    const { rule_id, item_id, mode } = pin
    const candidate = byItem.get(item_id)
    if (!candidate) continue
    // A further pin of the item does nothing.
    byItem.delete(item_id)
    let place = pin.place ?? limit
    if (mode === 'at') {
      while (taken.has(place)) place += 1
      taken.add(place)
    }
    const list = mode === 'at' ? hard : soft
    list.push({ rule_id, candidate, place })
  }
  const byPlace = (a: Kept<C>, b: Kept<C>) => a.place - b.place
  return { hard: hard.sort(byPlace), soft: soft.sort(byPlace) }
}

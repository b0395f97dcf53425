import type { ItemTestInput, RuleInput, RuleView } from '../../../schema/shop/rules.ts'
import { list, majorUnits, number, wallTime } from '../../format.ts'
import { texts } from '../../texts/index.ts'

type Action = RuleInput['action']

/** A rule that is not saved yet, for the page of one item; its name says what it does. */
export const ruleForPage = (
  item_id: string,
  action: Action,
  titles: ReadonlyMap<string, string>,
): RuleInput => ({
  name: sayAction(action, titles).slice(0, 200),
  status: 'live',
  action,
  when: { placements: ['product'], seed: { item_ids: [item_id] } },
})

/** What a rule does, in words. @param titles of the items that it names, by id; others are called by their ids */
export function sayAction(action: Action, titles: ReadonlyMap<string, string>): string {
  const t = texts.value.rules
  const named = (ids: readonly string[]) => ids.map((id) => titles.get(id) ?? id).join(', ')
  switch (action.kind) {
    case 'pin':
      return action.mode === 'at_or_before'
        ? t.says_pin_before(named([action.item_id]), action.place)
        : t.says_pin(named([action.item_id]), action.place)
    case 'include':
      return t.says_include(named(action.item_ids))
    case 'pin_matching':
      return t.says_keep(action.place, sayItems(action.items, titles))
    case 'never_show':
    case 'hide':
    case 'only':
      return t.says_items[action.kind](sayItems(action.items, titles))
    case 'boost':
    case 'bury':
      return t.says_move[action.kind](
        sayItems(action.items, titles),
        t.strengths[action.strength ?? 'moderate'],
      )
    default:
      return t.says_value(t.kinds[action.kind], sayValue(action))
  }
}

type Valued = Exclude<
  Action,
  { kind: 'pin' | 'pin_matching' | 'include' | 'never_show' | 'hide' | 'only' | 'boost' | 'bury' }
>

/** The value that an action without a test of items has. */
function sayValue(action: Valued): string {
  const t = texts.value.rules
  switch (action.kind) {
    case 'same':
    case 'different':
      return action.property
    case 'price_band':
      return `${[action.from, action.to].map((end) => end ?? '').join(' – ')} %`
    case 'least_margin':
      return `${action.percent} %`
    case 'least_stock':
      return number(action.pieces)
    case 'push_slow':
      return t.says_days(action.cover_days)
    case 'at_most':
      return `${action.property}, ${number(action.items)}`
    case 'sources':
      return list(action.sources.map((one) => texts.value.catalogue.sources[one]))
  }
}

/** Conditions besides the pages, and the schedule, in words. */
export function sayLimits({ when, start, end }: Pick<RuleView, 'when' | 'start' | 'end'>): string[] {
  const t = texts.value.rules
  const { placements: _, seed: __, ...others } = when
  return [
    ...(Object.values(others).some((one) => one !== undefined) ? [t.under_conditions] : []),
    ...(start ? [t.starts(wallTime(start))] : []),
    ...(end ? [t.ends(wallTime(end))] : []),
  ]
}

function sayItems(items: ItemTestInput, titles: ReadonlyMap<string, string>): string {
  const { item_ids = [], attribute, price, ...lists } = items
  const parts = [
    item_ids.map((id) => titles.get(id) ?? id),
    ...Object.values(lists).map((values) => values ?? []),
    attribute ? [`${attribute.name}: ${attribute.values.join(', ')}`] : [],
    price
      ? [[price.from, price.to].map((end) => (end === undefined ? '' : majorUnits(end))).join(' – ')]
      : [],
  ]
  return parts
    .map((values) => values.join(', '))
    .filter(Boolean)
    .join(' · ')
}

/** Where a rule applies, in words: on all pages, or on those of some items. */
export function sayPages({ seed, placements }: NonNullable<RuleInput['when']>): string {
  const t = texts.value.rules
  const ids = seed?.item_ids
  if (ids) return t.on_items(ids.length, ids.slice(0, 2).join(', '))
  if (seed) return t.on_some
  const names: Record<string, string> = texts.value.panels.placements
  return placements ? placements.map((one) => names[one] ?? one).join(', ') : t.everywhere
}

import { effectsOf, type RuleEffects } from '../../engine/rules/effects.ts'
import type { ItemFacts, Rule, Situation } from '../../engine/rules/rule.ts'
import { prepareRules, type RuleSet, rulesFor } from '../../engine/rules/rule-set.ts'
import type { Question } from '../../schema/serving/questions.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Intent } from '../../vocabulary/panels.ts'
import { FACT_PARTS } from '../../vocabulary/rules.ts'
import { DAY } from '../../vocabulary/time.ts'
import { boundedCache } from '../bounded-cache.ts'
import type { Store } from '../store/open.ts'
import type { KnownRules, RulesRow } from '../store/serving/rows.ts'
import type { Card } from './card.ts'

/** The merchandising rules of a shop, prepared, with the number of changes on which they are based. */
export type ShopRules = KnownRules & {
  set: RuleSet
  /** The answer uses these rules, whatever the shop's own are: for a simulation. */
  isFixed?: true
}

const NO_RULES = prepareRules([])
/** Nothing is known: what rules might compare is read, so that the first answer needs no second question. */
const UNKNOWN: ShopRules = { version: -1, needs: new Set(FACT_PARTS), set: NO_RULES }

/** Characters of rules that an isolate keeps prepared, for the shops that were asked last. */
const MAX_KEPT = 4_000_000
const kept = new Map<string, { rules: ShopRules; size: number }>()
let size = 0

/** What this isolate knows of a shop's rules. */
export const knownRules = ({ shop_id }: Store): ShopRules => kept.get(shop_id)?.rules ?? UNKNOWN

/** The rules of a shop as an answer has read them; they are kept for the next one. */
export function rulesOf({ shop_id }: Store, known: ShopRules, row: RulesRow | undefined): ShopRules {
  if (known.isFixed || (row && row.rules === null)) return known
  const set = row ? prepareRules(JSON.parse(row.rules ?? '[]') as Rule[]) : NO_RULES
  const rules: ShopRules = { version: row?.version ?? 0, needs: set.needs, set }
  size -= kept.get(shop_id)?.size ?? 0
  kept.delete(shop_id)
  const own = (row?.rules?.length ?? 0) + 100
  kept.set(shop_id, { rules, size: own })
  size += own
  for (const [other, { size: freed }] of kept) {
    if (size <= MAX_KEPT || other === shop_id) break
    kept.delete(other)
    size -= freed
  }
  return rules
}

/** What a panel's rules see of the question. */
export type RuleContext = {
  rules: RuleSet
  shop: Shop | undefined
  seed: ItemFacts | undefined
  cart: readonly ItemFacts[]
  isKnownCustomer: boolean
  /** UTC milliseconds of the first counted order; undefined when unknown. */
  since: number | undefined
  now: number
}

/** What the rules do to one panel; undefined when none applies. */
export function effectsFor(
  { rules, shop, seed, cart, isKnownCustomer, since, now }: RuleContext,
  { placement, group, market, locale }: Question,
  intent: Intent,
  candidates: readonly Card[],
): RuleEffects | undefined {
  if (rules.size === 0) return undefined
  const situation: Situation = {
    ...{ placement, intent, seed, cart, isKnownCustomer, group, market, now },
    ...{ locale: locale ?? shop?.locale ?? 'en', ...clockIn(shop?.time_zone ?? 'UTC', now) },
    window_days: since === undefined ? undefined : Math.max(1, (now - since) / DAY),
  }
  const applied = rulesFor(rules, situation)
  return applied.length === 0 ? undefined : effectsOf(applied, situation, candidates)
}

/**
 * What the effects change in a ranking.
 * @param isRuled false for an arm of an experiment without rules: what is never shown stays so
 */
export function rankOptionsOf(effects: RuleEffects | undefined, isRuled: boolean): RuleEffects {
  const { never = [], ...others } = effects ?? {}
  const none = { filters: [], adjustments: [], pins: [], caps: [] }
  return { never, ...none, ...(isRuled && others) }
}

/** The candidates with the items that pins name and that are none yet; those keep their evidence. */
export function withPinned(
  own: readonly Card[],
  pinned: readonly Card[],
  effects: RuleEffects | undefined,
): readonly Card[] {
  const named = new Set((effects?.pins ?? []).flatMap((pin) => ('item_id' in pin ? pin.item_id : [])))
  const present = new Set(own.map(({ item_id }) => item_id))
  const added = pinned.filter(({ item_id }) => named.has(item_id) && !present.has(item_id))
  return added.length === 0 ? own : [...own, ...added]
}

/** Time zones that are cached: there are about 600. */
const MOST_ZONES = 1_000
const cachedFormat = boundedCache<Intl.DateTimeFormat>(MOST_ZONES)
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Weekday (1 for Monday) and minutes since midnight by the clocks of a time zone. */
export function clockIn(timeZone: string, now: number): { weekday: number; minute: number } {
  const format = cachedFormat(
    timeZone,
    () =>
      new Intl.DateTimeFormat('en', {
        ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      }),
  )
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  return {
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1,
    minute: 60 * Number(parts.get('hour')) + Number(parts.get('minute')),
  }
}

/** Whether rules compare something that was not read. @param needs of the rules, and what was read */
export const lacks = (needs: KnownRules['needs'], read: KnownRules['needs']): boolean =>
  needs !== undefined && (read === undefined || [...needs].some((part) => !read.has(part)))

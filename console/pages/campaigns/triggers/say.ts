import type { TriggerCounts } from '../../../../schema/triggers/firings.ts'
import type { TriggerCause } from '../../../../schema/triggers/triggers.ts'
import { date, number, percent } from '../../../format.ts'
import { texts } from '../../../texts/index.ts'
import { triggerTexts } from '../../../texts/triggers.ts'
import { sayReason } from '../say.ts'

/** What sets a trigger off, in words. */
export function sayCause(on: TriggerCause): string {
  const t = triggerTexts.value.causes
  switch (on.type) {
    case 'order':
      return on.first_only ? t.first_order : t.order
    case 'viewed_item':
      return on.change === 'back_in_stock' ? t.back_in_stock : t.price_drop(percent(on.least_percent / 100))
    case 'attribute':
      return t.attribute(on.attribute, number(on.at_least))
    case 'anniversary':
      return on.years === null ? t.anniversary : t.one_anniversary(on.years)
    case 'date':
      return on.days_before > 0 ? t.before_date(on.attribute, on.days_before) : t.on_date(on.attribute)
    case 'event':
      return t.event(on.name)
    default:
      return t[on.type]
  }
}

/**
 * What happened to a customer, in words.
 * @param cause the name of a cause, which begins with its kind (worker/triggers/causes.ts)
 */
export function sayFired(cause: string, on: TriggerCause): string {
  const t = triggerTexts.value.fired
  const [kind = '', ...parts] = cause.split(':')
  // An id of an item may have colons, what follows it has none.
  const [first, last] = [parts.slice(0, -1).join(':'), parts.at(-1) ?? '']
  if (kind === 'order') return t.order(parts.join(':'))
  if (kind === 'lapse') return t.lapse(date(Number(last)))
  if (kind === 'anniversary') return t.anniversary(Number(last))
  if (kind === 'date') return t.date(date(Date.parse(`${last}T12:00:00Z`)))
  if (kind === 'event') return t.event(parts[0] ?? '', parts.slice(1).join(':'))
  if (kind === 'attribute' && on.type === 'attribute') return t.attribute(on.attribute)
  if (kind === 'due' || kind === 'price_drop' || kind === 'back_in_stock') return t[kind](first)
  return cause
}

/** Why a firing ended as it did, in words. */
export function sayFiringReason(reason: string): string {
  const own: Partial<Record<string, string>> = triggerTexts.value.firings.reasons
  const ends: Partial<Record<string, string>> = texts.value.decisions.status
  return own[reason] ?? ends[reason] ?? sayReason(reason)
}

/** Firings of all reasons. */
export const sumOf = (list: TriggerCounts['withheld']): number =>
  list.reduce((sum, { firings }) => sum + firings, 0)

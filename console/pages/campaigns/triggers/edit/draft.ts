import type {
  TriggerCause,
  TriggerStep,
  TriggerView,
  WrittenTrigger,
} from '../../../../../schema/triggers/triggers.ts'
import type { CANCEL_ON, TriggerType } from '../../../../../vocabulary/decisions/triggers.ts'
import { triggerTexts } from '../../../../texts/triggers.ts'

/** Steps of a sequence at most. */
export const MOST_STEPS = 5

/** Causes that are looked for once a day, so that 48 hours are the least delay. */
export const DAILY: ReadonlySet<TriggerType> = new Set(['due', 'lapse', 'anniversary', 'date', 'viewed_item'])

/** A cause of a type, with what is usual. */
export function emptyCause(type: TriggerType): TriggerCause {
  if (type === 'order') return { type, first_only: false }
  if (type === 'viewed_item') return { type, change: 'price_drop', least_percent: 5 }
  if (type === 'attribute') return { type, attribute: '', at_least: 100 }
  if (type === 'anniversary') return { type, years: null }
  if (type === 'date') return { type, attribute: 'birthday', days_before: 0 }
  return type === 'event' ? { type, name: '' } : { type }
}

/** What usually takes the reason away. */
const USUAL_CANCEL: Partial<Record<TriggerType, (typeof CANCEL_ON)[number][]>> = {
  ...{ event: ['order'], viewed_item: ['bought_items'] },
}

/** The parts of a trigger that change with the type of its cause. */
export const ofNewType = (type: TriggerType, { late_after_hours }: WrittenTrigger) => ({
  on: emptyCause(type),
  cancel_on: USUAL_CANCEL[type] ?? [],
  late_after_hours: DAILY.has(type) ? Math.max(late_after_hours, 48) : late_after_hours,
})

/** A step by e-mail, at once or after silence. */
export const newStep = (isFirst: boolean): TriggerStep => ({
  ...{ offer_id: '', channels: ['email'], wait_hours: 0 },
  ...{ after: isFirst ? null : 'silence', silence_days: 7 },
})

/** A trigger with the usual limits. */
export const newDraft = (): WrittenTrigger => ({
  ...{ name: triggerTexts.value.trigger_form.usual_name, note: '', on: emptyCause('lapse'), for: null },
  ...{ steps: [newStep(true)], late_after_hours: 48, cancel_on: [], control_share: 0.1 },
})

/** What the merchant wrote of a trigger. */
export const draftOf = (view: TriggerView): WrittenTrigger => {
  const { name, note, on, steps, late_after_hours, cancel_on, control_share } = view
  return { name, note, on, for: view.for, steps, late_after_hours, cancel_on, control_share }
}

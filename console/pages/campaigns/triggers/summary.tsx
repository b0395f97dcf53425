import type { OfferView } from '../../../../schema/decisions/offers.ts'
import type { TriggerStep, WrittenTrigger } from '../../../../schema/triggers/triggers.ts'
import type { CancelReason, TriggerType } from '../../../../vocabulary/decisions/triggers.ts'
import { list, percent } from '../../../format.ts'
import { Pairs } from '../../../parts/pairs.tsx'
import { texts } from '../../../texts/index.ts'
import { triggerTexts } from '../../../texts/triggers.ts'
import { nameOfOffer } from '../say.ts'
import { sayCause } from './say.ts'

type Props = { trigger: WrittenTrigger; offers: readonly OfferView[] }

/** A trigger as it was written, in words. */
export function Summary({ trigger, offers }: Props) {
  const t = triggerTexts.value.triggers
  const { control_share, late_after_hours, note, steps } = trigger
  const rows: readonly (readonly [string, string])[] = [
    [t.sets_off, sayCause(trigger.on)],
    [t.for_whom, trigger.for === null ? t.everybody : t.conditions],
    ...steps.map((step, at) => [t.step(at + 1), sayStep(step, offers)] as const),
    [t.late, t.hours_late(late_after_hours)],
    [t.cancelled_by, sayCancels(trigger)],
    [t.control, control_share > 0 ? t.share_of(percent(control_share)) : t.no_control],
    ...(note ? [[t.note, note] as const] : []),
  ]
  return <Pairs rows={rows} />
}

function sayStep(
  { offer_id, channels, wait_hours, after, silence_days }: TriggerStep,
  offers: Props['offers'],
) {
  const t = triggerTexts.value.triggers
  const offer = nameOfOffer(offers, offer_id) ?? (offers.length > 0 ? t.deleted : offer_id)
  const where = list(channels.map((one) => texts.value.offers.channels[one]))
  const follows =
    after === 'refused' ? t.after_refusal : after === 'silence' ? t.after_silence(silence_days) : undefined
  const wait = wait_hours > 0 ? t.after_hours(wait_hours) : t.at_once
  return [t.by(offer, where), follows, wait].filter(Boolean).join(', ')
}

/** What can take the reason of a trigger away. */
type Gone = Exclude<CancelReason, 'trigger_off'>

/** What takes the reason of each type away, whatever was chosen. */
const ALWAYS: Partial<Record<TriggerType, Gone>> = {
  ...{ order: 'order_cancelled', due: 'bought_items', lapse: 'ordered' },
  ...{ attribute: 'below', event: 'event_cancelled' },
}

/** What cancels a trigger, in words. */
function sayCancels({ on, cancel_on }: WrittenTrigger): string {
  const t = triggerTexts.value.triggers
  const always = ALWAYS[on.type]
  const chosen: Gone[] = cancel_on.map((one) => (one === 'order' ? 'ordered' : one))
  const all = [...new Set([...chosen, ...(always ? [always] : [])])]
  return all.map((reason) => t.cancels_if[reason]).join('; ') || t.nothing
}

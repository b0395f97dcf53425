import { kit } from '../view/kit.ts'
import { cardsOf, type Shown } from '../view/shown.ts'
import { say } from '../view/texts.ts'
import { isAnswer } from './answer.ts'
import { memory, randomId } from './consent.ts'
import { lazy } from './lazy.ts'
import type { Page, Panel } from './page.ts'

/** Gives a panel the answer that is meant for its visitor, unless it was asked anew meanwhile. What is no answer shows nothing. */
export async function take(
  { consent, events }: Page,
  panel: Panel,
  asked: string,
  raw: unknown,
): Promise<void> {
  const all = isAnswer(raw) ? raw : null
  const visitor = consent.visitor()
  const { answer, place } =
    all && visitor && isPersonal(all)
      ? (await lazy.personal()).personal(all, visitor, memory, kit, consent.gone, events.token)
      : { answer: all, place: undefined }
  if (panel.asked !== asked) return
  if (panel.instead && panel.answer && !(answer && cardsOf(answer).length > 0)) {
    // Nothing costs less: the dearer ones stay, and this is said.
    panel.stage.announce(say(panel.answer.panel.texts, 'nothing_cheaper'))
    return
  }
  panel.answer = answer
  await panel.stage.show(answer && { answer, view_id: randomId(), place })
}

/** Does the visitor see anything else than everybody? */
const isPersonal = ({ experiment, panel }: Shown): unknown =>
  experiment || panel.explore || memory.read().resting

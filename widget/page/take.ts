import { kit } from '../view/kit.ts'
import { cardsOf, type Shown } from '../view/shown.ts'
import { say } from '../view/texts.ts'
import { isAnswer } from './answer.ts'
import { memory, randomId } from './consent.ts'
import { lazy } from './lazy.ts'
import type { Page, Panel } from './page.ts'

/** Shows the visitor's answer in a panel, unless another request was sent meanwhile. An invalid answer shows nothing. */
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
    // There are no lower-priced items: the upgrades stay, and the panel announces it.
    panel.stage.announce(say(panel.answer.panel.texts, 'nothing_cheaper'))
    return
  }
  panel.answer = answer
  await panel.stage.show(answer && { answer, view_id: randomId(), place })
}

/** Whether the answer depends on the visitor. */
const isPersonal = ({ experiment, panel }: Shown): unknown =>
  experiment || panel.explore || memory.read().resting

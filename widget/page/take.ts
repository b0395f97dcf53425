import { isRecord } from '../guarded.ts'
import { cardsOf } from '../view/shown.ts'
import { say } from '../view/texts.ts'
import { isAnswer } from './answer.ts'
import { randomId } from './consent.ts'
import { lazy } from './lazy.ts'
import type { Page } from './page.ts'
import type { Panel } from './panels.ts'

/** Gives a panel the answer that is meant for its visitor, unless it was asked anew meanwhile. What is no answer shows nothing. */
export async function take({ consent }: Page, panel: Panel, asked: string, raw: unknown): Promise<void> {
  const visitor = isRecord(raw) && raw.experiment ? consent.visitor() : undefined
  const { answer, place } =
    isRecord(raw) && visitor ? (await lazy.arms()).armOf(raw, visitor) : { answer: raw, place: undefined }
  if (panel.asked !== asked) return
  const next = isAnswer(answer) ? answer : null
  if (panel.instead && panel.answer && !(next && cardsOf(next).length > 0)) {
    // Nothing costs less: the dearer ones stay, and this is said.
    panel.stage.announce(say(panel.answer.panel.texts, 'nothing_cheaper'))
    return
  }
  panel.answer = next
  await panel.stage.show(next && { answer: next, view_id: randomId(), place })
}

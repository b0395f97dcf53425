import { useState } from 'preact/hooks'
import type { CardView, WrittenCard } from '../../../../schema/accounts/enablement.ts'
import { REFUSAL_REASONS } from '../../../../vocabulary/decisions/offers.ts'
import { call } from '../../../api/call.ts'
import { useAct } from '../../../api/resource.ts'
import { Button } from '../../../parts/button.tsx'
import { Dialog } from '../../../parts/dialog.tsx'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { Failure } from '../../../parts/states.tsx'
import { enablementTexts } from '../../../texts/enablement.ts'
import { texts } from '../../../texts/index.ts'

type Answer = WrittenCard['answers'][number]
type Props = { card: CardView; onSaved: (card: CardView) => void; onClose: () => void }

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Writes what people know of a family. */
export function WriteCard({ card, onSaved, onClose }: Props) {
  const { family } = card
  const [uses, setUses] = useState(card.use_cases.join('\n'))
  const [questions, setQuestions] = useState(card.questions.join('\n'))
  const [answers, setAnswers] = useState<readonly Answer[]>(card.answers)
  const t = enablementTexts.value.learning
  const save = useAct(async () => {
    const written = { use_cases: linesOf(uses), questions: linesOf(questions), answers }
    onSaved(await call<CardView>('/v1/product-cards', { method: 'PUT', json: { family, ...written } }))
  })
  return (
    <Dialog title={t.edit_of(family)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save.run()
        }}
      >
        <TextField label={t.use_cases} hint={t.one_a_line} rows={3} value={uses} onInput={setUses} />
        <TextField
          label={t.questions}
          hint={t.one_a_line}
          rows={3}
          value={questions}
          onInput={setQuestions}
        />
        <Answers answers={answers} onChange={setAnswers} />
        <Failure problem={save.problem} />
        <div class="row">
          <Button type="submit" kind="primary" busy={save.busy}>
            {texts.value.common.save}
          </Button>
          <Button onPress={onClose}>{texts.value.common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}

/** What to answer to a refusal, at most once for each reason. */
function Answers(props: { answers: readonly Answer[]; onChange: (answers: readonly Answer[]) => void }) {
  const { answers, onChange } = props
  const t = enablementTexts.value.learning
  const change = (at: number, part: Partial<Answer>) =>
    onChange(answers.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const free = REFUSAL_REASONS.filter((reason) => !answers.some((one) => one.reason === reason))
  const [first] = free
  return (
    <>
      {answers.map(({ reason, answer }, at) => (
        <fieldset class="part" key={reason}>
          <legend>{t.answer(at + 1)}</legend>
          <div class="stack tight">
            <SelectField
              label={t.reason}
              value={reason}
              options={REFUSAL_REASONS.filter((one) => one === reason || free.includes(one)).map(
                (one) => [one, t.reasons[one]] as const,
              )}
              onInput={(next) =>
                change(at, { reason: REFUSAL_REASONS.find((one) => one === next) ?? reason })
              }
            />
            <TextField
              label={t.says}
              value={answer}
              required
              onInput={(text) => change(at, { answer: text })}
            />
            <div>
              <Button
                size="small"
                kind="quiet"
                label={t.remove_answer(at + 1)}
                onPress={() => onChange(answers.filter((_, index) => index !== at))}
              >
                {t.remove}
              </Button>
            </div>
          </div>
        </fieldset>
      ))}
      {first && (
        <div>
          <Button size="small" onPress={() => onChange([...answers, { reason: first, answer: '' }])}>
            {t.add_answer}
          </Button>
        </div>
      )}
    </>
  )
}

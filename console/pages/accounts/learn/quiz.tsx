import { useState } from 'preact/hooks'
import type { Quiz, QuizResult } from '../../../../schema/accounts/enablement.ts'
import { call } from '../../../api/call.ts'
import { useAct, useResource } from '../../../api/resource.ts'
import { date, number } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card } from '../../../parts/page.tsx'
import { Failure, Loaded, Meter, Notice } from '../../../parts/states.tsx'
import { enablementTexts } from '../../../texts/enablement.ts'
import { isVisit } from '../may.ts'

type Question = Quiz['items'][number]
type OnFamily = (family: string) => void

/** Today's questions, one at a time. */
export function QuizOfToday({ onFamily }: { onFamily: OnFamily }) {
  const quiz = useResource<Quiz>('/v1/quiz')
  const t = enablementTexts.value.learning
  return (
    <Card title={t.quiz} lead={t.quiz_lead}>
      <Loaded of={quiz}>
        {(data) =>
          data.items.length === 0 ? (
            <Done quiz={data} />
          ) : (
            // Begins anew with what is left of the day, when it is read again.
            <Run key={data.answered} quiz={data} onFinish={quiz.reload} onFamily={onFamily} />
          )
        }
      </Loaded>
    </Card>
  )
}

/** That there is nothing more to answer today. */
function Done({ quiz: { answered, right } }: { quiz: Quiz }) {
  const t = enablementTexts.value.learning
  if (answered === 0) return <p>{t.no_questions}</p>
  return (
    <p role="status">
      <strong>{t.finished}</strong> {t.score(number(right), number(answered))}
    </p>
  )
}

type RunProps = { quiz: Quiz; onFinish: () => void; onFamily: OnFamily }

function Run({ quiz: { items, answered }, onFinish, onFamily }: RunProps) {
  const [at, setAt] = useState(0)
  const t = enablementTexts.value.learning
  const question = items[at]
  const all = answered + items.length
  if (!question) return null
  const isLast = at === items.length - 1
  return (
    <>
      {isVisit() && (
        <Notice>
          <p>{t.visit}</p>
        </Notice>
      )}
      <div class="stack tight">
        <p class="soft small">{t.question_of(answered + at + 1, all)}</p>
        <Meter value={(answered + at) / all} label={t.quiz} />
      </div>
      <OneQuestion
        key={question.question}
        question={question}
        next={isLast ? t.finish : t.next}
        onNext={isLast && !isVisit() ? onFinish : () => setAt((at + 1) % items.length)}
        onFamily={onFamily}
      />
    </>
  )
}

type OneProps = { question: Question; next: string; onNext: () => void; onFamily: OnFamily }

/** A question with its answers. A press answers it, and the right answer is said. */
function OneQuestion({ question: { question, kind, about, options }, next, onNext, onFamily }: OneProps) {
  const [chosen, setChosen] = useState<string | undefined>()
  const [result, setResult] = useState<QuizResult | undefined>()
  const t = enablementTexts.value.learning
  const answer = useAct(async (key: string) => {
    setChosen(key)
    setResult(await call<QuizResult>('/v1/quiz', { method: 'POST', json: { question, key } }))
  })
  const right = options.find(({ key }) => key === result?.right_key)?.text ?? ''
  return (
    <>
      <h3>{t.kinds[kind](about)}</h3>
      <ul class="choices" aria-label={t.kinds[kind](about)}>
        {options.map(({ key, text }) => (
          <li key={key}>
            {result || isVisit() ? (
              <Judged text={text} isRight={key === result?.right_key} isChosen={key === chosen} />
            ) : (
              <Button busy={answer.busy} onPress={() => void answer.run(key)}>
                {text}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Failure problem={answer.problem} />
      {result && (
        <Notice mood={result.is_right ? 'good' : 'warn'}>
          <p role="status">
            <strong>{result.is_right ? t.is_right : t.is_wrong}</strong>{' '}
            {!result.is_right && t.right_was(right)} {t.again(date(result.due_at))}
          </p>
        </Notice>
      )}
      {(result || isVisit()) && (
        <div class="row">
          <Button kind="primary" onPress={onNext}>
            {isVisit() ? t.next : next}
          </Button>
          <Button kind="quiet" onPress={() => onFamily(about)}>
            {t.see_card}
          </Button>
        </div>
      )}
    </>
  )
}

/** An answer after the question was answered: the right one, and the one that was chosen. */
const Judged = ({ text, isRight, isChosen }: { text: string; isRight: boolean; isChosen: boolean }) => {
  const t = enablementTexts.value.learning
  const mood = isRight ? 'good' : isChosen ? 'warn' : ''
  return (
    <span class={`button ${mood}`}>
      {text}
      {mood !== '' && <span class={`tag ${mood}`}>{isRight ? t.is_right : t.is_wrong}</span>}
    </span>
  )
}
